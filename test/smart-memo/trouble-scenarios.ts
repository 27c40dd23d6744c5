import { readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defer, settle } from '../cache/fake-llm.js'
import { collect } from '../cache/published.js'
import { built } from './built.js'
import { CacheOfTest } from './cache-of-test.js'
import { collectWarnings } from './warnings.js'

/** What a cache does, with so many threads, when something is not as it was, and when it ends. */
export function describeTrouble(threads: number): void {
  describe(`SmartMemo in trouble with threads: ${threads}`, () => {
    const own = new CacheOfTest(threads)
    const { create } = own
    const warnings = collectWarnings()
    const progress = collect<{ done: number; total: number }>('smartmemo:reembed')
    const recoveries = collect<{ findings: string[] }>('smartmemo:recovery')

    describe('with another encoder', () => {
      const other = built.EncoderConfig.hash({ dimensions: 32 })

      test('embeds everything again in the background and tells its progress', async () => {
        const first = create()
        await first.importPairs(
          Array.from({ length: 40 }, (_, index) => ({ prompt: `reset device ${index} please`, response: `r${index}` })),
        )
        await first.close()
        const second = create({ encoder: other })
        expect(await second.lookup({ prompt: 'reset device 7 please' })).toMatchObject({ tier: 'exact', response: 'r7' })
        const deadline = Date.now() + 20_000
        while ((progress.at(-1)?.done ?? 0) < 40 && Date.now() < deadline) await settle()
        expect(progress).toMatchObject([{ done: 32 }, { done: 40, total: 40 }])
        expect((await second.lookup({ prompt: 'please reset device 7' })).response).toBe('r7')
        await second.close()
        expect(await create({ encoder: other, reembed: false }).lookup({ prompt: 'please reset device 9' })).toMatchObject({
          response: 'r9',
        })
      })

      test('refuses with reembed: false, calls the LLM, and loses nothing', async () => {
        const first = create()
        await first.remember({ prompt: 'a', response: 'kept' })
        await first.close()
        const second = create({ encoder: other, reembed: false })
        await expect(second.ready()).rejects.toBeInstanceOf(built.EncoderMismatchError)
        expect(await second.getOrCall({ prompt: 'a', llmFunction: () => 'fresh' })).toMatchObject({
          response: 'fresh',
          reason: 'lookup-failed',
        })
        await second.close()
        expect((await create().lookup({ prompt: 'a' })).response).toBe('kept')
        expect(warnings).toMatchObject([{ name: 'SmartMemoWarning', code: 'SMARTMEMO_ENCODER_MISMATCH' }])
      })

      test('refuses to share a file that is open with the first', async () => {
        await create().ready()
        await expect(create({ encoder: other }).ready()).rejects.toBeInstanceOf(built.EncoderMismatchError)
      })
    })

    describe('with a file that it cannot use', () => {
      const opensAgain = async (cache: { stats(): Promise<{ entries: number }> }) => {
        const deadline = Date.now() + 20_000
        for (;;) {
          try {
            return await cache.stats()
          } catch (error) {
            if (Date.now() > deadline) throw error
            await settle()
          }
        }
      }

      test('says who holds the lock, calls the LLM, warns once, and opens once the lock is free', async () => {
        const lock = { pid: process.ppid, host: hostname(), startTicks: null, bootId: null, owner: 'another', startedAt: 'x' }
        await writeFile(`${own.dbPath}.lock`, JSON.stringify(lock))
        const cache = create()
        await expect(cache.ready()).rejects.toMatchObject({
          code: 'SMARTMEMO_STORE_LOCKED',
          details: { pid: process.ppid, path: own.dbPath },
        })
        for (const prompt of ['a', 'b']) {
          expect(await cache.getOrCall({ prompt, llmFunction: () => 'r' })).toMatchObject({
            response: 'r',
            reason: 'lookup-failed',
          })
        }
        await writeFile(`${own.dbPath}.lock`, JSON.stringify({ ...lock, pid: 2 ** 22 + 1 }))
        expect((await opensAgain(cache)).entries).toBe(0)
        expect(warnings).toMatchObject([{ name: 'SmartMemoWarning', code: 'SMARTMEMO_STORE_LOCKED' }])
      })

      test('keeps a damaged database aside, calls the LLM, and starts afresh the next time', async () => {
        const first = create()
        await first.importPairs(Array.from({ length: 50 }, (_, index) => ({ prompt: `p${index}`, response: 'r'.repeat(2000) })))
        await first.close()
        await truncate(own.dbPath, 3 * 4096)
        const second = create()
        expect(await second.getOrCall({ prompt: 'p1', llmFunction: () => 'fresh' })).toMatchObject({ response: 'fresh' })
        expect((await opensAgain(second)).entries).toBe(0)
        expect(warnings).toMatchObject([{ code: 'SMARTMEMO_STORE_DAMAGED' }])
      })

      test('reports a journal with a damaged middle, and keeps it', async () => {
        const first = create({ durability: 'sync' })
        for (const prompt of ['a', 'b', 'c']) await first.remember({ prompt, response: 'r' })
        const [database, journal] = [await readFile(own.dbPath), await readFile(`${own.dbPath}.log`)]
        await first.close()
        journal[journal.length >> 1]! ^= 1
        await writeFile(own.dbPath, database)
        await writeFile(`${own.dbPath}.log`, journal)
        await create().ready()
        // Node emits warnings on the next tick.
        await settle()
        expect(recoveries).toHaveLength(1)
        expect(recoveries[0]!.findings.join()).toContain('.corrupt-')
        expect(warnings).toMatchObject([{ code: 'SMARTMEMO_RECOVERED' }])
      })

      test('leaves a file alone that is no database of ours', async () => {
        await writeFile(own.dbPath, 'my notes')
        await expect(create().ready()).rejects.toBeInstanceOf(built.StoreDamagedError)
        expect(await readFile(own.dbPath, 'utf8')).toBe('my notes')
      })

      test('refuses a file that is open already under another name, since it could not keep both apart', async () => {
        await create().remember({ prompt: 'a', response: 'r' })
        const link = join(own.folder, 'link.db')
        await symlink(own.dbPath, link)
        await expect(create({ dbPath: link }).ready()).rejects.toMatchObject({
          code: 'SMARTMEMO_STORE_LOCKED',
          details: { pid: process.pid },
        })
      })

      test('says which model file is missing', async () => {
        const classifier = built.ClassifierConfig.fromFile(join(own.folder, 'nothing'))
        await expect(create({ classifier }).ready()).rejects.toBeInstanceOf(built.ModelFileError)
      })
    })

    describe('close', () => {
      test('is idempotent, and every call after it is refused', async () => {
        const cache = create()
        await cache.remember({ prompt: 'a', response: 'r' })
        const closed = cache.close()
        expect(cache.close()).toBe(closed)
        await closed
        await cache[Symbol.asyncDispose]()
        const llmFunction = () => 'r'
        const calls = [
          cache.ready(),
          cache.getOrCall({ prompt: 'a', llmFunction }),
          cache.lookup({ prompt: 'a' }),
          cache.remember({ prompt: 'a', response: 'r' }),
          cache.importPairs([]),
          cache.forget({ tag: 't' }),
          cache.reportBadHit('q'),
          cache.explain('q'),
          cache.stats(),
          cache.exportFeedbackPairs('x'),
          cache.flush(),
        ]
        for (const outcome of await Promise.allSettled(calls)) {
          expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SMARTMEMO_CLOSED' } })
        }
      })

      test('of a cache that was never used opens nothing', async () => {
        await create({ dbPath: join(own.folder, 'none', 'cache.db') }).close()
        await expect(readFile(join(own.folder, 'none', 'cache.db'))).rejects.toMatchObject({ code: 'ENOENT' })
      })

      test('waits for what is going on, and stores it', async () => {
        const cache = create()
        const gate = defer<string>()
        const calls = [
          cache.getOrCall({ prompt: 'slow', llmFunction: () => gate.promise }),
          cache.remember({ prompt: 'a', response: 'r' }),
          cache.lookup({ prompt: 'b' }),
          cache.stats(),
        ] as const
        const closed = cache.close()
        gate.resolve('late')
        expect((await calls[0]).response).toBe('late')
        expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(calls.map(() => 'fulfilled'))
        await closed
        const again = create()
        expect((await again.lookup({ prompt: 'slow' })).response).toBe('late')
        expect((await again.lookup({ prompt: 'a' })).response).toBe('r')
      })
    })
  })
}
