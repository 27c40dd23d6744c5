import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Example, readExamples } from './code-blocks.js'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const hasClassifier = existsSync(at('models/bundled/classifier/card.json'))

const documents = [
  'README.md',
  ...readdirSync(at('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const examples = documents.flatMap((document) =>
  readExamples(readFileSync(at(document), 'utf8')).map((example) => ({ document, ...example })),
)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smartmemo-readme-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('README.md begins with an example that is run', () => {
  expect(examples[0]?.document).toBe('README.md')
})

describe.each(examples)('the example at $document:$program.line', (example) => {
  const needsClassifier = example.program.text.includes('ClassifierConfig.bundled')

  test('compiles as a user would compile it', () => {
    writeFileSync(join(folder, 'example.ts'), example.program.text)
    const compilerOptions = {
      module: 'NodeNext',
      target: 'ES2022',
      lib: ['ES2023', 'ESNext.Disposable'],
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [at('node_modules/@types')],
      paths: { smartmemo: [at('dist/src/index.d.ts')] },
    }
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['example.ts'] }))
    execFileSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8', stdio: 'pipe' })
  })

  test('runs, and prints what the text says', (context) => {
    if (needsClassifier && !hasClassifier) context.skip('the bundled classifier is not in models/bundled yet')
    expect(runExample(example)).toEqual(example.output ?? (expect.any(String) as string))
  })
})

/** Runs a program against what was built, in an empty folder; returns what it printed. */
function runExample({ program }: Example): string {
  const { code } = transformSync(program.text, { loader: 'ts', format: 'esm', target: 'node20' })
  writeFileSync(
    join(folder, 'example.mjs'),
    code.replaceAll(/(['"])smartmemo\1/g, JSON.stringify(new URL('../../dist/src/index.js', import.meta.url).href)),
  )
  return execFileSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' })
}
