import { describe, expect, test } from 'vitest'
import type { Inference } from '../../src/inference/inference.js'
import { InferencePool } from '../../src/threads/inference-pool.js'
import { Link } from '../../src/threads/link.js'
import { defer, settle, type Deferred } from '../cache/fake-llm.js'
import { FakeConnector } from './fake-connector.js'

/** Copies that answer when told, and note which of them was asked. */
function createPool(size: number) {
  const asked: number[] = []
  const waiting: Deferred<readonly number[]>[] = []
  const links = Array.from({ length: size }, (_, copy) => {
    const service = {
      encode: async () => (asked.push(copy), []),
      score: () => {
        asked.push(copy)
        const answer = defer<readonly number[]>()
        waiting.push(answer)
        return answer.promise
      },
      close: async () => {},
    } as Partial<Inference> as Inference
    return new Link<Inference>(new FakeConnector(() => service), async () => {})
  })
  return { pool: new InferencePool(links), asked, waiting }
}

describe('InferencePool', () => {
  test('gives a call to the copy with the fewest in flight', async () => {
    const { pool, asked, waiting } = createPool(3)
    await pool.ready()
    const calls = Array.from({ length: 3 }, () => pool.score({ prompt: 'a' }, []))
    await settle()
    expect(new Set(asked)).toEqual(new Set([0, 1, 2]))
    const free = asked[1]!
    waiting[1]!.resolve([])
    await calls[1]
    const next = pool.score({ prompt: 'a' }, [])
    await settle()
    expect(asked.at(-1)).toBe(free)
    for (const answer of waiting) answer.resolve([])
    await Promise.all([...calls, next])
  })

  test('goes round between idle copies', async () => {
    const { pool, asked, waiting } = createPool(2)
    for (let call = 0; call < 4; call++) {
      const score = pool.score({ prompt: 'a' }, [])
      await settle()
      waiting[call]!.resolve([])
      await score
    }
    expect(asked.filter((copy) => copy === 0)).toHaveLength(2)
  })

  test('has a prompt scored where it was encoded, unless that copy has more in flight', async () => {
    const { pool, asked, waiting } = createPool(3)
    await pool.ready()
    for (const prompt of ['a', 'b', 'c', 'd']) {
      await pool.encode([prompt])
      const score = pool.score({ prompt }, [])
      await settle()
      expect(asked.at(-1)).toBe(asked.at(-2))
      waiting.at(-1)!.resolve([])
      await score
    }
    await pool.encode(['e'])
    const encodedBy = asked.at(-1)!
    const first = pool.score({ prompt: 'e' }, [])
    await settle()
    const second = pool.score({ prompt: 'e' }, [])
    await settle()
    expect(asked.at(-2)).toBe(encodedBy)
    expect(asked.at(-1)).not.toBe(encodedBy)
    for (const answer of waiting) answer.resolve([])
    await Promise.all([first, second])
  })
})
