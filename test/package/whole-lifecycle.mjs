import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SmartMemo } from '../../dist/src/index.js'

// Everything a cache does in its life, with the models of the package, on threads and without.
const folder = mkdtempSync(join(tmpdir(), 'smartmemo-life-'))
const isSelfTest = process.argv.includes('--load-one')
for (const threads of isSelfTest ? [] : [1, 0]) {
  const cache = new SmartMemo({ domain: 'd', dbPath: join(folder, `${threads}.db`), threads })
  await cache.ready()
  const ask = (prompt) => cache.getOrCall({ prompt, llmFunction: () => 'response' })
  const { queryId } = (await ask('approve the refund'), await ask('approve the refund'))
  await ask('deny the refund')
  await cache.reportBadHit(queryId)
  await cache.explain(queryId)
  await cache.importPairs(Array.from({ length: 100 }, (_, index) => ({ prompt: `prompt number ${index}`, response: 'r' })))
  await cache.lookup({ prompt: 'the prompt number 7' })
  await cache.exportFeedbackPairs(join(folder, 'pairs.jsonl'))
  await cache.forget({ prompt: 'deny the refund' })
  await cache.stats()
  await cache.flush()
  await cache.close()
}
rmSync(folder, { recursive: true })
if (isSelfTest) {
  const { createRequire } = await import('node:module')
  writeFileSync(process.env.NATIVE_ADDON, '')
  try {
    createRequire(import.meta.url)(process.env.NATIVE_ADDON)
  } catch {
    // The hook refuses.
  }
}
