import { writeSync } from 'node:fs'
import { MemoryService } from '../../../src/memory/memory-service.js'
import { fileSystemDyingAfter } from './dying-file-system.js'
import { CALLERS, durabilityOf, type MemoryWriterSettings } from './memory-writer-settings.js'
import { makeCall, planCalls, PLAN_ENCODER } from './planned-calls.js'

/** Makes planned calls on a memory until it is killed; prints `ack <index> <time>` for each that counts as done. */
async function run({ dbPath, seed, from, durability, key, dieAfterSteps }: MemoryWriterSettings): Promise<void> {
  const memory = new MemoryService(undefined, fileSystemDyingAfter(dieAfterSteps))
  const cipher = key === null ? {} : { cipher: { kind: 'aes-256-gcm', key: Buffer.from(key, 'hex') } as const }
  const { recovered } = await memory.open({
    dbPath,
    readOnly: false,
    lockOwner: `writer ${process.pid}`,
    encoder: PLAN_ENCODER,
    reembed: true,
    ...cipher,
  })
  for (const finding of recovered) writeSync(1, `finding ${finding}\n`)
  const calls = planCalls(seed)
  for (let index = 0; index < from; index++) calls.next()
  let next = from
  const makeCalls = async () => {
    for (;;) {
      const index = next++
      // The memory applies calls in the order in which it gets them.
      if (await makeCall(memory, calls.next().value, durabilityOf(durability, index)))
        writeSync(1, `ack ${index} ${Date.now()}\n`)
      // Where nothing is waited for, let timers and files have their turn.
      if (durability !== 'sync') await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, makeCalls))
}

await run(JSON.parse(process.argv[2]!) as MemoryWriterSettings)
