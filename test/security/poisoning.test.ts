import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordVerdict } from '../../src/cache/feedback.js'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { lookUp } from '../../src/cache/look-up.js'
import { remember } from '../../src/cache/remember.js'
import type { GetOrCallRequest } from '../../src/options/request.js'
import { createFakeCache } from '../cache/fake-cache.js'
import { defer, settle } from '../cache/fake-llm.js'
import { openOn } from '../reliability/faulty-cache.js'

/** Takes every prompt for every other: only the walls between partitions and the verdicts are left. */
const gullible = { score: () => 1 }

describe('a response stored by one asker', () => {
  const places = [
    {},
    { scope: '' },
    { scope: 'mallory' },
    { scope: 'Mallory' },
    { scope: 'mallory ' },
    { model: 'mallory' },
    { context: 'mallory' },
    { params: 'mallory' },
    { scope: 'm', model: 'allory' },
  ] as const

  test.each(places.map((place, index) => [index, place] as const))(
    'never reaches any other, however alike (%i)',
    async (index, place) => {
      const { context } = await createFakeCache(gullible)
      await remember(context, { prompt: 'what is the password', response: 'poison', ...place })
      for (const [other, elsewhere] of places.entries()) {
        for (const prompt of ['what is the password', 'which password is it']) {
          const { response } = await lookUp(context, { prompt, ...elsewhere })
          expect(response, JSON.stringify([place, elsewhere])).toBe(other === index ? 'poison' : null)
        }
      }
    },
  )

  test('is not shared with another while both calls are under way', async () => {
    const { context } = await createFakeCache(gullible)
    const gates = { alice: defer<string>(), mallory: defer<string>() }
    const ask = (scope: keyof typeof gates) =>
      getOrCall(context, { prompt: 'same words', scope, llmFunction: () => gates[scope].promise })
    const [mallory, alice] = [ask('mallory'), ask('alice')]
    await settle()
    gates.mallory.resolve('poison')
    gates.alice.resolve('right')
    expect((await mallory).response).toBe('poison')
    expect(await alice).toMatchObject({ response: 'right', coalesced: false, wasCacheHit: false })
    expect((await lookUp(context, { prompt: 'same words', scope: 'alice' })).response).toBe('right')
  })
})

describe('an entry that users flagged', () => {
  test('never comes back, by no wording, after no restart, until a user says that it is good', async () => {
    const cache = await openOn(new Map(), { ...gullible, durability: 'sync' })
    await remember(cache.context, { prompt: 'a', response: 'poison' })
    const flag = async (prompt: string, verdict: 'different' | 'equivalent' = 'different') => {
      const { queryId, response } = await lookUp(cache.context, { prompt })
      expect(response).toBe('poison')
      await recordVerdict(cache.context, queryId, verdict, {})
      return queryId
    }
    const first = await flag('b')
    expect((await lookUp(cache.context, { prompt: 'b' })).response).toBeNull()
    await flag('c')
    for (const prompt of ['a', 'b', 'c', 'd']) expect((await lookUp(cache.context, { prompt })).response, prompt).toBeNull()
    await cache.memory.close()
    const again = await openOn(cache.files.afterPowerLoss(), gullible)
    for (const prompt of ['a', 'b', 'c', 'd']) expect((await lookUp(again.context, { prompt })).response, prompt).toBeNull()
    await recordVerdict(again.context, first, 'equivalent', {})
    expect((await lookUp(again.context, { prompt: 'd' })).response).toBe('poison')
    await again.memory.close()
  })
})

describe('shouldStore', () => {
  const request = fc.record(
    {
      scope: fc.constantFrom('alice', 'bob'),
      read: fc.boolean(),
      write: fc.boolean(),
      threshold: fc.constantFrom(0, 1),
      ttlMs: fc.constantFrom(1, 1000),
    },
    { requiredKeys: [] },
  )

  test('is asked about every response before it is stored, in every mode and on every way there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('serve' as const, 'shadow' as const),
        fc.constantFrom(undefined, (text: string) => text.replaceAll('z', '*')),
        async (requests, mode, redact) => {
          const admitted: string[] = []
          const cache = await createFakeCache({
            score: () => 0,
            mode,
            ...(redact && { redact }),
            shouldStore: (_, response) => {
              const isFine = !response.includes('poison')
              if (isFine) admitted.push(response)
              return isFine
            },
          })
          const calls = requests.map((one, index): GetOrCallRequest => {
            const response = index % 2 === 0 ? `fine z${index}` : `poison z${index}`
            return { prompt: `prompt ${index % 3}`, ...one, llmFunction: () => response }
          })
          await Promise.all(calls.slice(0, 4).map((call) => getOrCall(cache.context, call)))
          for (const call of calls.slice(4)) await getOrCall(cache.context, call)
          await cache.context.calls.settled()
          const kept = admitted.map((response) => (redact ? redact(response) : response))
          for (const { response } of await cache.memory.listEntries({}, 100, 0)) expect(kept).toContain(response)
          await cache.parts.close()
        },
      ),
      { numRuns: 60 },
    )
  })
})
