import { describe, expect, test } from 'vitest'
import { documentedFolders, findCycles, importsOf, readSources } from './source-imports.js'

const sources = readSources('src')
const folders = documentedFolders()
const folderOf = (path: string) => path.split('/').slice(0, 2).join('/')
/** Files directly under src: the public class and what the package exports. */
const isTop = (path: string) => path.split('/').length === 2

describe('the reader of imports', () => {
  test('finds imports of all forms', () => {
    const text = `import a from './a.js'
      import type { B } from '../b/b.js'
      import 'side-effect'
      import {
        c,
      } from './c/c.js'
      export { d } from '../d.js'
      const { e } = await import('./e.js')
      import data from './f.json' with { type: 'json' }`
    expect(importsOf('src/x/y.ts', text)).toEqual([
      'src/x/a.ts',
      'src/b/b.ts',
      'side-effect',
      'src/x/c/c.ts',
      'src/d.ts',
      'src/x/e.ts',
      'src/x/f.json',
    ])
  })

  test('finds a cycle and names its files', () => {
    const files = [
      { path: 'a', imports: ['b'] },
      { path: 'b', imports: ['c', 'd'] },
      { path: 'c', imports: ['a'] },
      { path: 'd', imports: [] },
    ]
    expect(findCycles(files)).toEqual([['a', 'b', 'c', 'a']])
    expect(findCycles(files.slice(1))).toEqual([])
  })

  test('reads all there is', () => {
    expect(sources.length).toBeGreaterThan(150)
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(400)
  })
})

test('no file of src, workers or bench is part of an import cycle, types included', () => {
  expect(findCycles([...sources, ...readSources('workers'), ...readSources('bench')])).toEqual([])
})

test('docs/architecture.md has a row for every folder of src, and no other', () => {
  const present = new Set(
    sources
      .map(({ path }) => path)
      .filter((path) => !isTop(path))
      .map(folderOf),
  )
  expect([...present].sort()).toEqual([...folders].sort())
})

test('a folder imports only from those above it in docs/architecture.md', () => {
  const wrong = sources
    .filter(({ path }) => !isTop(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('src/') && folderOf(name) !== folderOf(path))
        .filter((name) => isTop(name) || folders.indexOf(folderOf(name)) > folders.indexOf(folderOf(path)))
        // The command line stands on everything, the public class included.
        .filter((name) => !(folderOf(path) === 'src/cli' && isTop(name)))
        .map((name) => `${path} → ${name}`),
    )
  expect(wrong).toEqual([])
})

test('src imports neither workers nor bench, tests or training scripts', () => {
  const outside = sources.flatMap(({ path, imports }) =>
    imports.filter((name) => /^(\.\.|workers|bench|test|models)\b/.test(name)).map((name) => `${path} → ${name}`),
  )
  expect(outside).toEqual([])
})

test('Piscina and Comlink are imported in src/threads alone', () => {
  const users = sources.filter(({ imports }) => imports.some((name) => /^(piscina|comlink)\b/.test(name)))
  expect(users.length).toBeGreaterThan(0)
  expect(users.map(({ path }) => path).filter((path) => folderOf(path) !== 'src/threads')).toEqual([])
})

test('a worker file only hands its service over', () => {
  for (const { path, imports } of readSources('workers')) {
    expect(
      imports.filter((name) => !/^src\/(\w+\/\w+-service|threads\/(serve|protocol))\.ts$/.test(name)),
      path,
    ).toEqual([])
  }
})
