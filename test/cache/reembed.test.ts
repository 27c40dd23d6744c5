import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { reembedInBackground } from '../../src/cache/reembed.js'
import { createFakeCache, replaceMethods } from './fake-cache.js'
import { settle } from './fake-llm.js'
import { putRequest } from '../memory/requests.js'
import { collect } from './published.js'

const progress = collect<{ domain: string; done: number; total: number }>('smartmemo:reembed')
const failures = collect<{ action: string; error: unknown }>('smartmemo:failure')

/** A cache with entries that no encoder has embedded. */
async function cacheWithout(embeddings: number) {
  const fake = await createFakeCache()
  for (let number = 0; number < embeddings; number++) {
    await fake.memory.put(putRequest(`p${number}`, { embedding: null, encoderId: null }))
  }
  const parts = { ...fake.parts, opened: { entriesToReembed: embeddings, recovered: [] } }
  return { ...fake, parts }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

describe('reembedInBackground', () => {
  test('embeds everything in batches and tells its progress', async () => {
    const { parts, encoded, memory } = await cacheWithout(70)
    await reembedInBackground(parts, 'support', new AbortController().signal)
    expect(encoded.map((batch) => batch.length)).toEqual([32, 32, 6])
    expect(progress).toEqual([32, 64, 70].map((done) => ({ domain: 'support', done, total: 70 })))
    expect(await memory.nextToReembed(10)).toEqual([])
    expect((await memory.listEntries({}, 100, 0)).every(({ encoderId }) => encoderId === 'hash-64')).toBe(true)
  })

  test('stops when the cache closes, without an error', async () => {
    const { parts, memory } = await cacheWithout(70)
    const closing = new AbortController()
    const encode: typeof parts.encode = async (prompts) => (closing.abort(), parts.encode(prompts))
    await reembedInBackground({ ...parts, encode }, 'support', closing.signal)
    expect(await memory.nextToReembed(100)).toHaveLength(70)
    expect(failures).toEqual([])
  })

  test('goes on after a failure', async () => {
    const { parts, memory } = await cacheWithout(40)
    let calls = 0
    const encode: typeof parts.encode = (prompts) =>
      ++calls === 2 ? Promise.reject(new Error('worker lost')) : parts.encode(prompts)
    const done = reembedInBackground({ ...parts, encode }, 'support', new AbortController().signal)
    await settle()
    expect(failures).toMatchObject([{ action: 're-embed' }])
    vi.runAllTimers()
    await done
    expect(await memory.nextToReembed(10)).toEqual([])
  })

  test('gives up after five failures in a row', async () => {
    const { parts } = await cacheWithout(3)
    let calls = 0
    const nextToReembed = () => (calls++, Promise.reject(new Error('broken')))
    const broken = { ...parts, memory: replaceMethods(parts.memory, { nextToReembed }) }
    const done = reembedInBackground(broken, 'support', new AbortController().signal)
    for (let failure = 1; failure <= 5; failure++) {
      await settle()
      vi.runAllTimers()
    }
    await done
    expect(calls).toBe(5)
    expect(failures).toHaveLength(5)
  })
})
