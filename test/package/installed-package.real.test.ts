import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { InstalledPackage } from './installed-package.js'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const OFFLINE = 'the npm registry cannot be reached'

let installed: InstalledPackage | null
beforeAll(async () => {
  installed = await InstalledPackage.create()
}, 300_000)
afterAll(() => installed?.remove())

test('the installed package brings no native addon along', async (context) => {
  const project = installed ?? context.skip(OFFLINE)
  const files = await project.files()
  expect(files.filter((name) => name.endsWith('.node'))).toEqual([])
  expect(files).toContain('node_modules/smartmemo/package.json')
})

test('it holds what it needs and nothing of the workshop', async (context) => {
  const project = installed ?? context.skip(OFFLINE)
  const own = (await project.files()).filter((name) => name.startsWith('node_modules/smartmemo/'))
  for (const needed of [
    'dist/src/index.js',
    'dist/workers/memory.js',
    'models/bundled/encoder/card.json',
    'README.md',
    'LICENSE',
  ]) {
    expect(own).toContain(`node_modules/smartmemo/${needed}`)
  }
  expect(own.filter((name) => /smartmemo\/(test|bench|src|dist\/(test|bench|models)|models\/train)\b/.test(name))).toEqual([])
})

test('it works from an ES module, on threads, with its models', async (context) => {
  const project = installed ?? context.skip(OFFLINE)
  await project.write(
    'main.js',
    `import { SmartMemo } from 'smartmemo'
     const cache = new SmartMemo({ domain: 'd', threads: 1 })
     for (const prompt of ['approve the refund', 'approve the refund']) {
       const { wasCacheHit, tier } = await cache.getOrCall({ prompt, llmFunction: async () => 'response' })
       console.log(wasCacheHit, tier)
     }
     await cache.close()`,
  )
  expect(await project.node('main.js')).toBe('false null\ntrue exact\n')
  expect(await project.files()).toContain('.smartmemo/cache.db')
})

test('it compiles from TypeScript with NodeNext and every check on, and runs', async (context) => {
  const project = installed ?? context.skip(OFFLINE)
  await project.write(
    'typed.ts',
    `import { ClassifierConfig, EncoderConfig, isSmartMemoError, SmartMemo, StoreLockedError } from 'smartmemo'
     import type { GetOrCallResult, LlmFunction, SmartMemoOptions, SmartMemoStats, Trace } from 'smartmemo'

     const options: SmartMemoOptions = {
       domain: 'd',
       dbPath: ':memory:',
       threads: 0,
       encoder: EncoderConfig.hash(),
       retry: { maxAttempts: 2 },
       shouldStore: (prompt, response) => prompt !== response,
     }
     const cache = new SmartMemo(options)
     const llmFunction: LlmFunction = async (prompt, { signal }) => (signal.aborted ? '' : \`response to \${prompt}\`)
     const result: GetOrCallResult = await cache.getOrCall({ prompt: 'a', llmFunction, params: { temperature: 0 }, tags: ['t'] })
     const trace: Trace | null = await cache.explain(result.queryId)
     const stats: SmartMemoStats = await cache.stats()
     // @ts-expect-error the domain is required
     const missing: SmartMemoOptions = {}
     const classifier = ClassifierConfig.bundled({ threshold: 0.9 })
     console.log(result.response, trace?.reason, stats.entries, classifier.threshold, Object.keys(missing).length)
     try {
       await cache.ready()
     } catch (error) {
       if (error instanceof StoreLockedError || isSmartMemoError(error)) console.log(error.code)
     }
     await cache[Symbol.asyncDispose]()`,
  )
  await project.write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        module: 'NodeNext',
        target: 'ES2022',
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        outDir: 'out',
        rootDir: '.',
        types: ['node'],
        typeRoots: [at('node_modules/@types')],
      },
      files: ['typed.ts'],
    }),
  )
  await project.node(at('node_modules/typescript/bin/tsc'), '-p', '.')
  expect(await project.node('out/typed.js')).toBe('response to a no-candidate 1 0.9 0\n')
})
