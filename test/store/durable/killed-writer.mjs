import { writeSync } from 'node:fs'
import { NodeFileSystem } from '../../../dist/src/store/durable/node-file-system.js'
import { openForWriting } from '../../../dist/src/store/durable/open-store.js'

const entry = (id) => ({
  id,
  partition: 'p1',
  domain: 'support',
  scopeKey: null,
  prompt: `How do I reset device ${id}?`,
  promptKey: `key ${id}`,
  response: 'Hold the button. '.repeat(20),
  embedding: new Float32Array(64).fill(0.125),
  encoderId: 'encoder-a',
  lexical: { ids: new Uint32Array([1, 2]), weights: new Float32Array([0.6, 0.8]) },
  tags: [],
  metadata: null,
  createdAtMs: id,
  lastUsedAtMs: id,
  expiresAtMs: null,
  hitCount: 0,
})

// Stores entries under rising ids until it is killed, three at a time, and prints each id once it is acknowledged.
const { durable, findings } = await openForWriting(new NodeFileSystem(), process.argv[2], `writer ${process.pid}`, Date.now())
for (const finding of findings) writeSync(1, `finding ${finding}\n`)
for (;;) {
  const first = durable.store.lastEntryId() + 1
  await Promise.all(
    [first, first + 1, first + 2].map(async (id) => {
      await durable.write([{ type: 'put-entry', entry: entry(id) }], 'sync')
      writeSync(1, `stored ${id}\n`)
    }),
  )
  // Forgetting makes a snapshot and a new journal, so that kills hit those too.
  if (first % 7 === 0) void durable.write([{ type: 'forget-entries', ids: [] }], 'batch')
}
