import { EncoderConfig, SmartMemo } from '../../dist/src/index.js'

// Opens a cache on the given file, stores an entry, has one hit and one verdict on it, prints `ready`, and stores another
// entry for every line it reads; ends with its input.
const cache = new SmartMemo({
  domain: 'support',
  dbPath: process.argv[2],
  encoder: EncoderConfig.hash(),
  durability: 'sync',
  cosineThreshold: 0.5,
  threads: 1,
})
await cache.remember({ prompt: 'How do I reset my password?', response: 'Use the link.' })
const { queryId } = await cache.lookup({ prompt: 'How do I reset my old password?' })
await cache.reportBadHit(queryId)
console.log('ready')
for await (const chunk of process.stdin) {
  await cache.remember({ prompt: String(chunk).trim(), response: 'ok' })
  console.log('stored')
}
await cache.close()
