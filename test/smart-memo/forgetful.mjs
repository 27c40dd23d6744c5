import { writeSync } from 'node:fs'
import { EncoderConfig, SmartMemo } from '../../dist/src/index.js'

// Uses a cache and ends as it is told to: node forgetful.mjs <dbPath> <threads> <how>
const [dbPath, threads, how] = process.argv.slice(2)
const cache = new SmartMemo({ domain: 'd', dbPath, threads: Number(threads), encoder: EncoderConfig.hash(), durability: 'batch' })
const ask = (prompt) => cache.getOrCall({ prompt, llmFunction: async () => `response to ${prompt}` })

if (how === 'never-used') {
  // Nothing was opened.
} else if (how === 'ready') {
  await cache.ready()
} else if (how === 'forgotten') {
  await ask('a')
} else if (how === 'not-awaited') {
  void ask('a')
} else if (how === 'closed') {
  await ask('a')
  await cache.close()
}
process.on('exit', (code) => writeSync(1, `end ${code}\n`))
