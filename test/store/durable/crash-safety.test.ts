import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Durability, DurableStore } from '../../../src/store/durable/durable-store.js'
import { openForWriting } from '../../../src/store/durable/open-store.js'
import { MemoryStore } from '../../../src/store/memory-store.js'
import type { StoreOperation } from '../../../src/store/store.js'
import { describeStateAsText as describe } from '../describe-state.js'
import { anyOperation } from '../operation-arbitrary.js'
import type { Cipher } from '../../../src/security/cipher.js'
import { aes256Gcm } from '../../../src/security/aes-256-gcm.js'
import { SimulatedFileSystem, systemError, type DiskState } from './simulated-file-system.js'

const PATH = '/data/cache.db'

interface Crash {
  readonly disk: DiskState
  /** Changes that had been acknowledged as outliving such a crash. */
  readonly acknowledged: number
  /** Changes that had been made. */
  readonly made: number
  readonly when: string
}

type Step =
  | {
      readonly kind: 'write'
      readonly operations: readonly StoreOperation[]
      readonly durability: Durability
      readonly isAwaited: boolean
    }
  | { readonly kind: 'flush' }
  | { readonly kind: 'reopen' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      operations: fc.array(anyOperation, { minLength: 1, maxLength: 3 }),
      durability: fc.constantFrom<Durability>('sync', 'batch', 'none'),
      isAwaited: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'flush' }, { kind: 'reopen' }) },
)

/** Runs the steps; returns what every crash on the way would have left, and the states there were. */
async function runAndCrashEverywhere(steps: readonly Step[], kind: 'kill' | 'powerLoss', cipher: Cipher | null) {
  const files = new SimulatedFileSystem()
  // Writes go on beside a sync.
  files.syncing = () => new Promise((resolve) => setImmediate(resolve))
  const oracle = new MemoryStore()
  const states = [describe(oracle)]
  const crashes: Crash[] = []
  const lasting: readonly Durability[] = kind === 'kill' ? ['sync', 'batch'] : ['sync']
  let acknowledged = 0
  let { durable } = await openForWriting(files, PATH, 'owner', 0, cipher)
  files.onChange = () => {
    const disk = kind === 'kill' ? files.afterKill() : files.afterPowerLoss()
    const call = files.calls.at(-1)!
    crashes.push({ disk, acknowledged, made: states.length - 1, when: `${call.operation} ${call.path}` })
  }
  for (const one of steps) {
    const made = () => states.length - 1
    if (one.kind === 'flush') {
      const covered = made()
      await durable.flush()
      acknowledged = Math.max(acknowledged, covered)
    } else if (one.kind === 'reopen') {
      await durable.close()
      acknowledged = made()
      durable = (await openForWriting(files, PATH, 'owner', 0, cipher)).durable
    } else {
      oracle.apply(...one.operations)
      states.push(describe(oracle))
      const covered = made()
      const write = async ({ durable }: { durable: DurableStore }) => {
        await durable.write(one.operations, one.durability)
        if (lasting.includes(one.durability)) acknowledged = Math.max(acknowledged, covered)
      }
      const written = write({ durable })
      if (one.isAwaited) await written
    }
  }
  await durable.close()
  return { crashes, states }
}

test.each([
  ['kill', 'in clear', null],
  ['powerLoss', 'in clear', null],
  ['powerLoss', 'encrypted', aes256Gcm(new Uint8Array(32))],
] as const)(
  'JournaledStore opens after a crash (%s, %s) at any moment to a state it was in, with nothing acknowledged missing',
  async (kind, _, cipher) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { crashes, states } = await runAndCrashEverywhere(steps, kind, cipher)
        for (const crash of crashes) {
          const { durable, findings } = await openForWriting(new SimulatedFileSystem(crash.disk), PATH, 'owner', 0, cipher)
          const state = describe(durable.store)
          await durable.close()
          const matches = states.flatMap((known, index) => (known === state ? [index] : []))
          const place = `${crash.when}; acknowledged ${crash.acknowledged}, made ${crash.made}, found ${matches.join()}`
          expect(
            matches.some((index) => crash.acknowledged <= index && index <= crash.made),
            place,
          ).toBe(true)
          expect(
            findings.filter((finding) => !finding.startsWith('An unfinished change')),
            place,
          ).toEqual([])
        }
      }),
      { numRuns: 12 },
    )
  },
  120_000,
)

test('JournaledStore refuses while a fault lasts, goes on by itself after it, and ends with everything on disk', async () => {
  const faulty = fc.record({
    operation: fc.constantFrom(
      'write' as const,
      'datasync' as const,
      'rename' as const,
      'syncFolder' as const,
      'create' as const,
      'truncate' as const,
    ),
    from: fc.integer({ min: 0, max: 10 }),
    length: fc.integer({ min: 1, max: 12 }),
    code: fc.constantFrom('ENOSPC', 'EIO'),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 15 }),
      fc.array(faulty, { minLength: 1, maxLength: 2 }),
      async (steps, faults) => {
        const files = new SimulatedFileSystem()
        const oracle = new MemoryStore()
        const { durable } = await openForWriting(files, PATH, 'owner', 0)
        const counts = new Map<string, number>()
        files.fault = (operation) => {
          const count = counts.get(operation) ?? 0
          counts.set(operation, count + 1)
          const hit = faults.find(
            (fault) => fault.operation === operation && fault.from <= count && count < fault.from + fault.length,
          )
          return hit && systemError(hit.code)
        }
        let acknowledged = describe(oracle)
        const known = new Set([acknowledged])
        const attempt = async (work: () => Promise<void>) => {
          try {
            await work()
          } catch (error) {
            expect(error).toMatchObject({ code: 'SMARTMEMO_STORE_WRITE' })
            return
          }
          acknowledged = describe(oracle)
          known.clear()
        }
        for (const one of steps) {
          if (one.kind !== 'write') {
            await attempt(() => durable.flush())
          } else {
            await attempt(async () => {
              await durable.ready()
              oracle.apply(...one.operations)
              known.add(describe(oracle))
              await durable.write(one.operations, 'sync')
            })
          }
          expect(describe(durable.store)).toBe(describe(oracle))
          const survivor = await openForWriting(new SimulatedFileSystem(files.afterPowerLoss()), PATH, 'owner', 0)
          expect([acknowledged, ...known]).toContain(describe(survivor.durable.store))
          await survivor.durable.close()
        }
        files.fault = undefined
        await new Promise((resolve) => setTimeout(resolve, 30))
        await durable.close()
        const reopened = await openForWriting(new SimulatedFileSystem(files.afterPowerLoss()), PATH, 'owner', 0)
        expect(describe(reopened.durable.store)).toBe(describe(oracle))
        await reopened.durable.close()
      },
    ),
    { numRuns: 10 },
  )
}, 120_000)
