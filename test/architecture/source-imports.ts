import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What follows `from`, `import` or `import(`; comments and strings that look like it do not occur in our sources. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g

/** A source file and what it imports, types included. */
export interface SourceFile {
  /** Relative to the root of the repository, with slashes. */
  readonly path: string
  /** Paths like that for files of this repository, names for packages. */
  readonly imports: readonly string[]
}

/** Reads all TypeScript files under a folder of the repository. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .map((file) => relative(ROOT, join(file.parentPath, file.name)).replaceAll('\\', '/'))
    .map((path) => ({ path, imports: importsOf(path, readFileSync(join(ROOT, path), 'utf8')) }))
}

export function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, name]) =>
    name!.startsWith('.') ? posix.join(dirname(path), name!).replace(/\.js$/, '.ts') : name!,
  )
}

/** Folders of the table in docs/architecture.md, lowest first. */
export function documentedFolders(): string[] {
  const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| `src/'))
  return rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`(src\/[\w-]+)`/g)].map(([, folder]) => folder!))
}

/** Names the files of every cycle; none when each file can be loaded after those that it imports. */
export function findCycles(files: readonly SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const cycles: string[][] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) return void cycles.push([...trail.slice(start), path])
    if (done.has(path)) return
    for (const next of byPath.get(path)?.imports ?? []) if (byPath.has(next)) visit(next, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return cycles
}
