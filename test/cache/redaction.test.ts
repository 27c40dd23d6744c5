import { describe, expect, test } from 'vitest'
import { explain } from '../../src/cache/trace.js'
import { forget } from '../../src/cache/forget.js'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { lookUp } from '../../src/cache/look-up.js'
import { importPairs, remember } from '../../src/cache/remember.js'
import { recordVerdict } from '../../src/cache/feedback.js'
import type { Redact } from '../../src/security/redact.js'
import { createFakeCache, type FakeCache, type FakeCacheOptions } from './fake-cache.js'
import { defer, fakeLlm, settle } from './fake-llm.js'
import { collect } from './published.js'

const failures = collect<{ action: string; error: unknown }>('smartmemo:failure')
const shadows = collect<{ wouldHit: boolean; sameResponse: boolean | null }>('smartmemo:shadow')

const redact: Redact = (text) => text.replaceAll(/\S+@\S+/g, '[EMAIL]')
/** A classifier for which everything means the same: whatever is not served is kept apart by something else. */
const create = (options: FakeCacheOptions = {}) => createFakeCache({ score: () => 1, redact, ...options })

const ALICE = 'reset the password of alice@example.com'
const BOB = 'reset the password of bob@example.com'

/** Everything that the database holds, as text. */
async function everythingIn({ memory }: FakeCache): Promise<string> {
  return JSON.stringify([await memory.listEntries({}, 100, 0), await memory.listLookups({}, 100, 0)])
}

describe('redact', () => {
  test('keeps what it takes out from database, encoder and classifier, but not from the LLM or shouldStore', async () => {
    const admitted: string[] = []
    const cache = await create({
      shouldStore: (prompt, response) => admitted.push(`${prompt} / ${response}`) > 0,
    })
    const { llmFunction, prompts } = fakeLlm(() => 'mail sent to alice@example.com')
    const metadata = { owner: ['alice@example.com'] }
    const { queryId } = await getOrCall(cache.context, { prompt: ALICE, llmFunction, metadata })
    await getOrCall(cache.context, { prompt: 'write to carol@example.com', llmFunction, read: false })
    await getOrCall(cache.context, { prompt: 'what is new', llmFunction })
    await remember(cache.context, { prompt: BOB, response: 'for bob@example.com', metadata })
    await importPairs(cache.context, [{ prompt: `please ${BOB}`, response: 'for bob@example.com' }])
    await lookUp(cache.context, { prompt: BOB })
    await recordVerdict(cache.context, queryId, 'different', { reason: 'not what dave@example.com meant' })
    const seen = [await everythingIn(cache), cache.encoded.flat(), cache.scored.flat()].join('\n')
    expect(seen).toContain('reset the password of [EMAIL]')
    expect(seen).not.toMatch(/alice|bob|carol|dave/)
    expect(prompts).toEqual([ALICE, 'write to carol@example.com', 'what is new'])
    expect(admitted[0]).toBe(`${ALICE} / mail sent to alice@example.com`)
  })

  test('serves the redacted response, and only to the very same prompt', async () => {
    const cache = await create()
    const { llmFunction } = fakeLlm(() => 'mail sent to alice@example.com')
    expect((await getOrCall(cache.context, { prompt: ALICE, llmFunction })).response).toBe('mail sent to alice@example.com')
    const again = await getOrCall(cache.context, { prompt: ALICE, llmFunction })
    expect(again).toMatchObject({ tier: 'exact', response: 'mail sent to [EMAIL]' })
    for (const prompt of [BOB, `${ALICE} please`, 'reset the password of [EMAIL]', 'reset the password of']) {
      expect(await lookUp(cache.context, { prompt }), prompt).toMatchObject({ wasCacheHit: false, reason: 'no-candidate' })
    }
    expect(cache.scored).toEqual([])
  })

  test('does not let a prompt that it changed be answered by one that it left alone', async () => {
    const cache = await create()
    await remember(cache.context, { prompt: 'reset the password of somebody', response: 'r' })
    expect(await lookUp(cache.context, { prompt: ALICE })).toMatchObject({ reason: 'no-candidate' })
    expect(await lookUp(cache.context, { prompt: 'reset my password' })).toMatchObject({ tier: 'semantic', response: 'r' })
  })

  test('keeps scopes and models of redacted prompts apart', async () => {
    const cache = await create()
    await remember(cache.context, { prompt: ALICE, response: 'r', scope: 'a' })
    for (const place of [{}, { scope: 'b' }, { scope: 'a', model: 'm' }]) {
      expect((await lookUp(cache.context, { prompt: ALICE, ...place })).reason).toBe('no-candidate')
    }
    expect((await lookUp(cache.context, { prompt: ALICE, scope: 'a' })).response).toBe('r')
  })

  test('shares one call between identical prompts, but none between prompts that it makes the same', async () => {
    const cache = await create()
    const gate = defer<string>()
    const { llmFunction, prompts } = fakeLlm(() => gate.promise)
    const calls = [ALICE, BOB, ALICE].map((prompt) => getOrCall(cache.context, { prompt, llmFunction }))
    await settle()
    gate.resolve('r')
    expect((await Promise.all(calls)).map(({ coalesced }) => coalesced)).toEqual([false, false, true])
    expect(prompts.sort()).toEqual([ALICE, BOB])
    expect(await everythingIn(cache)).not.toMatch(/alice|bob/)
  })

  test('finds what was stored under a redacted prompt to forget, and to explain', async () => {
    const cache = await create()
    await remember(cache.context, { prompt: ALICE, response: 'r' })
    await remember(cache.context, { prompt: BOB, response: 'r' })
    const { queryId } = await lookUp(cache.context, { prompt: ALICE })
    expect(await explain(cache.context, queryId)).toMatchObject({ prompt: 'reset the password of [EMAIL]' })
    expect(await forget(cache.context, { prompt: ALICE })).toBe(1)
    expect((await lookUp(cache.context, { prompt: ALICE })).wasCacheHit).toBe(false)
    expect((await lookUp(cache.context, { prompt: BOB })).wasCacheHit).toBe(true)
    expect(await explain(cache.context, queryId)).toBeNull()
  })

  test('refuses a bad verdict its entry again for that prompt', async () => {
    const cache = await create()
    await remember(cache.context, { prompt: ALICE, response: 'r' })
    const { queryId } = await lookUp(cache.context, { prompt: ALICE })
    await recordVerdict(cache.context, queryId, 'different', {})
    expect((await lookUp(cache.context, { prompt: ALICE })).reason).toBe('quarantined')
  })

  test('stands in for a prompt of which it leaves nothing', async () => {
    const cache = await create({ redact: () => ' ' })
    const { llmFunction } = fakeLlm(() => 'r')
    await getOrCall(cache.context, { prompt: 'a', llmFunction })
    const stored = await cache.memory.listEntries({}, 10, 0)
    expect(stored).toMatchObject([{ prompt: '[redacted]', response: ' ' }])
    expect((await lookUp(cache.context, { prompt: 'b' })).wasCacheHit).toBe(false)
  })

  test('compares in shadow mode what would have been served', async () => {
    const cache = await create({ mode: 'shadow' })
    await remember(cache.context, { prompt: ALICE, response: 'mail to alice@example.com' })
    await getOrCall(cache.context, { prompt: ALICE, llmFunction: () => 'mail to alice@example.com' })
    expect(shadows).toMatchObject([{ wouldHit: true, sameResponse: true }])
  })
})

describe('a redact hook that fails', () => {
  const broken = new Error('broken')
  const hooks: readonly (readonly [how: string, redact: Redact, error: unknown])[] = [
    ['rejects', () => Promise.reject(broken), broken],
    [
      'throws',
      () => {
        throw broken
      },
      broken,
    ],
    ['returns no string', () => undefined as never, expect.any(TypeError)],
  ]

  test.each(hooks)('that %s: the LLM is called, and nothing is looked up, stored or recorded', async (_, hook, error) => {
    const cache = await create({ redact: hook })
    const result = await getOrCall(cache.context, { prompt: ALICE, llmFunction: () => 'r' })
    expect(result).toMatchObject({ response: 'r', reason: 'lookup-failed' })
    expect(failures).toMatchObject([{ action: 'redact the prompt', error }])
    expect([await everythingIn(cache), cache.encoded]).toEqual(['[[],[]]', []])
    const request = { prompt: ALICE, response: 'r' }
    for (const call of [
      lookUp(cache.context, { prompt: ALICE }),
      remember(cache.context, request),
      importPairs(cache.context, [request]),
    ]) {
      await expect(call).rejects.toEqual(error)
    }
    expect(await everythingIn(cache)).toBe('[[],[]]')
  })

  test('on the response alone: the answer is given, and nothing of it stored', async () => {
    const cache = await create({ redact: (text, part) => (part === 'response' ? Promise.reject(broken) : text) })
    expect((await getOrCall(cache.context, { prompt: 'a', llmFunction: () => 'r' })).response).toBe('r')
    expect(failures).toMatchObject([{ action: 'store the response', error: broken }])
    expect(await cache.memory.listEntries({}, 10, 0)).toEqual([])
  })

  test('by making a text too large: LimitError', async () => {
    const cache = await create({ redact: (text, part) => (part === 'metadata' ? text.repeat(70_000) : text) })
    await expect(remember(cache.context, { prompt: 'a', response: 'r', metadata: 'x' })).rejects.toMatchObject({
      code: 'SMARTMEMO_LIMIT',
    })
  })
})
