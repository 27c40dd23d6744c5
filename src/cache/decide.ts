import type { CacheParts, Encoding } from './cache-parts.js'
import { areComparable } from './are-comparable.js'
import type { ExactMatch, FoundCandidate, Memory, PartitionRef, ServedEntry } from '../memory/memory.js'
import type { CandidateRecord, Outcome, OutcomeReason, Tier } from '../store/lookup-record.js'

/** What a decision needs from outside. */
export interface DecisionParts {
  readonly memory: Memory
  readonly score: CacheParts['score']
  /** Embedding and lexical vector of one prompt, by whichever encoder the cache uses. */
  readonly encode: (prompt: string) => Promise<Encoding>
  /** Whether to encode while the exact tier is asked, instead of after it. */
  readonly encodesAhead: boolean
  readonly candidateK: number
  /** Null: cosine decides. */
  readonly classifier: { readonly needsEmbeddings: boolean } | null
}

/** A prompt with everything that says where it may be answered from. */
export interface Query {
  /** Trimmed. */
  readonly prompt: string
  readonly promptKey: string
  readonly ref: PartitionRef
  /** Only an entry of the very same prompt may answer: the prompt was redacted, and others cannot be compared with it. */
  readonly isExactOnly: boolean
  /** Lowest score (without a classifier, cosine) that is a hit. */
  readonly threshold: number
  readonly nowMs: number
}

export interface Decision {
  readonly outcome: Outcome
  readonly tier: Tier | null
  readonly reason: OutcomeReason
  /** The entry to serve; null on a miss. */
  readonly entry: ServedEntry | null
  /** In falling order of what decides. */
  readonly candidates: readonly CandidateRecord[]
  /** Kept so that storing the response need not encode again. */
  readonly encoded: Encoding | null
}

/** What a decision says of the entry that it serves or, on a miss, of the best candidate; null where there is none. */
export function bestOf({ entry, tier, candidates }: Pick<Decision, 'entry' | 'tier' | 'candidates'>) {
  const best = candidates[0]
  return {
    entryId: entry?.id ?? best?.entryId ?? null,
    matchedPrompt: entry?.prompt ?? best?.prompt ?? null,
    similarity: best?.similarity ?? (tier === 'exact' ? 1 : null),
    score: best?.score ?? null,
  }
}

/** A miss that was decided without searching for candidates. */
export function missWithoutSearch(reason: OutcomeReason): Decision {
  return { outcome: 'miss', tier: null, reason, entry: null, candidates: [], encoded: null }
}

/**
 * Decides a lookup: the exact tier first, then candidates by retrieval, of which the best score at or over the
 * threshold is a hit. Throws what memory, encoder or classifier throw; the caller falls back to the LLM.
 */
export async function decide(parts: DecisionParts, query: Query): Promise<Decision> {
  const ahead = parts.encodesAhead && !query.isExactOnly ? parts.encode(query.prompt) : undefined
  // Nobody may be waiting for it when it fails.
  ahead?.catch(() => {})
  const exact = await parts.memory.find(query.ref, query.promptKey, query.nowMs)
  if (exact.state === 'live') {
    return { outcome: 'hit', tier: 'exact', reason: 'exact-match', entry: exact.entry, candidates: [], encoded: null }
  }
  if (query.isExactOnly) return missWithoutSearch(missReason(exact, 'no-candidate'))
  const encoded = await (ahead ?? parts.encode(query.prompt))
  const found = await parts.memory.search({
    partition: query.ref.partition,
    promptKey: query.promptKey,
    embedding: encoded.embedding,
    lexical: parts.classifier ? encoded.lexical : null,
    k: parts.candidateK,
    nowMs: query.nowMs,
    withEmbeddings: parts.classifier?.needsEmbeddings ?? false,
  })
  if (found.length === 0) {
    return { outcome: 'miss', tier: null, reason: missReason(exact, 'no-candidate'), entry: null, candidates: [], encoded }
  }
  const ranked = await rank(parts, query, encoded.embedding, found)
  const best = ranked[0]!
  const isHit = decidingOf(best) >= query.threshold && !best.isRefused
  return {
    outcome: isHit ? 'hit' : 'miss',
    tier: isHit ? 'semantic' : null,
    reason: isHit ? (parts.classifier ? 'score-over-threshold' : 'similarity-over-threshold') : missReason(exact, 'rejected'),
    entry: isHit ? best.entry : null,
    candidates: ranked.map(({ record }) => record),
    encoded,
  }
}

interface RankedCandidate {
  readonly entry: ServedEntry
  readonly record: CandidateRecord
  readonly isRefused: boolean
}

async function rank(
  parts: DecisionParts,
  { prompt, threshold }: Query,
  embedding: Float32Array,
  found: readonly FoundCandidate[],
): Promise<RankedCandidate[]> {
  const side = (text: string, vector: Float32Array | undefined) =>
    parts.classifier?.needsEmbeddings && vector ? { prompt: text, embedding: vector } : { prompt: text }
  const scores = parts.classifier
    ? await parts.score(
        side(prompt, embedding),
        found.map((candidate) => side(candidate.prompt, candidate.embedding)),
      )
    : null
  if (scores) checkScores(scores, found.length)
  const ranked = found.map(({ id, response, similarity, lexicalSimilarity, ...candidate }, index) => ({
    entry: { id, prompt: candidate.prompt, response },
    record: { entryId: id, prompt: candidate.prompt, similarity, lexicalSimilarity, score: scores?.[index] ?? null },
    isRefused: false,
  }))
  return refuseUnread(prompt, threshold, ranked.sort(byWhatDecides))
}

/** What comparing words has not seen is not left to a comparison of words. Stops at the first that may be served. */
function refuseUnread(prompt: string, threshold: number, ranked: readonly RankedCandidate[]): RankedCandidate[] {
  const served = ranked.findIndex((one) => decidingOf(one) < threshold || areComparable(prompt, one.entry.prompt))
  const refused = (served < 0 ? ranked : ranked.slice(0, served)).map(refuse)
  return [...ranked.slice(refused.length), ...refused].sort(byWhatDecides)
}

function refuse(candidate: RankedCandidate): RankedCandidate {
  return { ...candidate, record: { ...candidate.record, score: 0 }, isRefused: true }
}

function byWhatDecides(a: RankedCandidate, b: RankedCandidate): number {
  return decidingOf(b) - decidingOf(a)
}

function decidingOf({ record }: RankedCandidate): number {
  return record.score ?? record.similarity
}

/** A missing score would leave its candidate to be judged by cosine, and one that is no number would hide the others. */
function checkScores(scores: readonly number[], count: number): void {
  if (scores.length === count && scores.every((score) => score >= 0 && score <= 1)) return
  throw new RangeError(`the classifier returned [${scores.join(', ')}] instead of ${count} scores from 0 to 1`)
}

/** An entry for this very prompt that may not be served says more than what retrieval found instead. */
function missReason(exact: ExactMatch, otherwise: 'no-candidate' | 'rejected'): OutcomeReason {
  return exact.state === 'expired' || exact.state === 'quarantined' ? exact.state : otherwise
}
