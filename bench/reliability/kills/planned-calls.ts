import type { Durability, Memory, PutRequest } from '../../../src/memory/memory.js'
import { pick, seededRandom, type Random } from '../../../src/random/seeded-random.js'
import type { FeedbackEvent, LookupRecord } from '../../../src/store/lookup-record.js'
import type { EntryFilter } from '../../../src/store/store.js'

/** A change to a memory that is the same whoever makes it: no clock, no random ids. */
export type PlannedCall =
  | { readonly type: 'put'; readonly request: Omit<PutRequest, 'durability'> }
  | { readonly type: 'lookup'; readonly lookup: LookupRecord }
  | { readonly type: 'feedback'; readonly event: FeedbackEvent }
  | { readonly type: 'forget'; readonly filter: EntryFilter }

/** What the calls are made with. */
export const PLAN_ENCODER = { id: 'planned', dimensions: 16 }

/** So few that most puts evict or replace. */
const MAX_ENTRIES = 40
const PROMPTS = 90
/** So often that about one change in thirty makes a snapshot. */
const FORGET_SHARE = 0.03

/** An endless sequence of puts, hits, misses, verdicts, evictions and forgets; the same for the same seed. */
export function* planCalls(seed: number): Generator<PlannedCall, never> {
  const random = seededRandom(seed)
  let [puts, lookups] = [0, 0]
  for (let index = 0; ; index++) {
    const kind = random.share()
    if (kind < FORGET_SHARE) yield planForget(random)
    else if (kind < 0.45 || puts === 0) {
      puts++
      yield planPut(index, random)
    } else if (kind < 0.8 || lookups === 0) {
      lookups++
      // Ids are given in order, so this one is known without asking.
      yield planLookup(index, lookups, 1 + Math.max(0, puts - 1 - Math.floor(random.share() * 25)), random)
    } else yield planFeedback(index, 1 + Math.max(0, lookups - 1 - Math.floor(random.share() * 25)), random)
  }
}

/** Makes the call; true when it changed something and the change counts as done. */
export async function makeCall(memory: Memory, call: PlannedCall, durability: Durability): Promise<boolean> {
  if (call.type === 'feedback') return memory.recordFeedback(call.event, durability)
  if (call.type === 'forget') return (await memory.forget(call.filter, durability)) > 0
  await (call.type === 'put' ? memory.put({ ...call.request, durability }) : memory.recordLookup(call.lookup, durability))
  return true
}

const placeOf = (random: Random) => ({
  domain: 'support',
  partition: pick(['p1', 'p2'], random),
  scopeKey: pick([null, 's1'], random),
})

function planPut(index: number, random: Random): PlannedCall {
  const number = Math.floor(random.share() * PROMPTS)
  const prompt = `How do I reset device ${number}?`
  const lifeMs = random.share() < 0.2 ? 20 : null
  return {
    type: 'put',
    request: {
      ...placeOf(random),
      prompt,
      promptKey: `key ${number}`,
      response: `Response ${index}. ${'Hold the button. '.repeat(Math.floor(random.share() * 100))}`,
      embedding: embeddingOf(number),
      encoderId: PLAN_ENCODER.id,
      lexical: { ids: Uint32Array.of(number + 1), weights: Float32Array.of(1) },
      tags: [`tag${number % 30}`],
      metadata: { index },
      nowMs: index,
      expiresAtMs: lifeMs === null ? null : index + lifeMs,
      maxEntries: MAX_ENTRIES,
      evictionPolicy: 'lru',
    },
  }
}

function planLookup(index: number, number: number, entryId: number, random: Random): PlannedCall {
  const isHit = random.share() < 0.6
  const candidates = [{ entryId, prompt: 'another', similarity: 0.5, lexicalSimilarity: 0.25, score: 0.125 }]
  return {
    type: 'lookup',
    lookup: {
      queryId: `q${number}`,
      ...placeOf(random),
      prompt: `asked ${index}`,
      promptKey: `key of asked ${index}`,
      outcome: isHit ? 'hit' : 'miss',
      tier: isHit ? 'semantic' : null,
      reason: isHit ? 'score-over-threshold' : 'rejected',
      entryId,
      matchedPrompt: 'another',
      similarity: 0.5,
      score: 0.125,
      threshold: 0.5,
      encoderId: PLAN_ENCODER.id,
      classifier: null,
      candidates,
      shadow: false,
      costSavedUsd: isHit ? 0.25 : 0,
      latencyMs: 1,
      createdAtMs: index,
    },
  }
}

function planFeedback(index: number, number: number, random: Random): PlannedCall {
  const verdict = pick(['equivalent', 'different'] as const, random)
  return {
    type: 'feedback',
    event: { queryId: `q${number}`, verdict, source: 'explicit', reason: null, createdAtMs: index },
  }
}

function planForget(random: Random): PlannedCall {
  const number = Math.floor(random.share() * PROMPTS)
  return { type: 'forget', filter: random.share() < 0.5 ? { tag: `tag${number % 30}` } : { promptKey: `key ${number}` } }
}

/** A unit vector of the prompt's own. */
function embeddingOf(number: number): Float32Array {
  const random = seededRandom(number)
  const vector = Float32Array.from({ length: PLAN_ENCODER.dimensions }, () => random.share() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
