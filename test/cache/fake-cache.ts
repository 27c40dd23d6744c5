import { CallsInProgress } from '../../src/cache/calls-in-progress.js'
import type { CacheContext } from '../../src/cache/cache-context.js'
import type { CacheParts } from '../../src/cache/cache-parts.js'
import { RecentHits } from '../../src/cache/implicit-feedback.js'
import { ExactHits } from '../../src/cache/exact-hits.js'
import { InFlight } from '../../src/cache/in-flight.js'
import type { PairSide } from '../../src/classifier/classifier.js'
import type { ModelCard } from '../../src/model-files/model-card.js'
import { HashEncoder } from '../../src/encoder/hash-encoder.js'
import type { Memory } from '../../src/memory/memory.js'
import { MemoryService } from '../../src/memory/memory-service.js'
import { resolveOptions } from '../../src/options/resolve-options.js'
import type { SmartMemoOptions } from '../../src/options/smart-memo-options.js'
import { fnv1a } from '../../src/text/fnv1a.js'
import { memorySettings } from '../memory/requests.js'

/** What a test decides about its cache. */
export interface FakeCacheOptions extends Partial<SmartMemoOptions> {
  /** Scores pairs, with a threshold of 0.5; cosine over words decides without it. */
  readonly score?: (asked: string, stored: string) => number
  /** Takes the place of methods of the memory, which is the real one on an empty database otherwise. */
  readonly memory?: Partial<Memory>
  /** Takes the place of whole parts. */
  readonly parts?: Partial<CacheParts>
  /** Takes the place of opening. */
  readonly open?: () => Promise<CacheParts>
}

/** A cache without models, threads and files, whose clock stands still until it is set. */
export interface FakeCache {
  readonly context: CacheContext
  readonly parts: CacheParts
  readonly memory: Memory
  /** Prompts encoded, one list a call. */
  readonly encoded: string[][]
  /** Stored prompts scored, one list a call. */
  readonly scored: string[][]
  nowMs: number
}

const DIMENSIONS = 64
const FAKE_CARD: ModelCard = {
  formatVersion: 1,
  name: 'fake',
  version: '1',
  kind: 'pair',
  files: {},
  dataSets: [],
  metrics: {},
}

export async function createFakeCache(given: FakeCacheOptions = {}): Promise<FakeCache> {
  const { score, memory: replacedMethods, parts: replacedParts, open, ...options } = given
  const resolved = resolveOptions({ domain: 'support', ...options })
  const service = new MemoryService()
  const encoder = new HashEncoder(DIMENSIONS)
  const opened = await service.open(memorySettings({ encoder }))
  const memory = replaceMethods(service, replacedMethods)
  const encoded: string[][] = []
  const scored: string[][] = []
  const parts: CacheParts = {
    memory,
    opened,
    threshold: score ? 0.5 : resolved.cosineThreshold,
    encodesAhead: false,
    models: { encoder, classifier: score ? { card: FAKE_CARD, needsEmbeddings: false } : null },
    encode: async (prompts) => {
      encoded.push([...prompts])
      const embeddings = await encoder.embed(prompts)
      return prompts.map((prompt, index) => ({ embedding: embeddings[index]!, lexical: wordsOf(prompt) }))
    },
    score: async (asked: PairSide, candidates: readonly PairSide[]) => {
      scored.push(candidates.map(({ prompt }) => prompt))
      return candidates.map(({ prompt }) => score!(asked.prompt, prompt))
    },
    explain: async (asked, stored) => stored.map((prompt) => [{ kind: 'opposite', text: `${asked} ↔ ${prompt}` }]),
    close: () => service.close(),
    ...replacedParts,
  }
  const windowMs = resolved.implicitFeedbackWindowMs
  const openParts = open ?? (() => Promise.resolve(parts))
  const fake: FakeCache = {
    parts,
    memory,
    encoded,
    scored,
    nowMs: 1_000_000,
    context: {
      options: resolved,
      parts: openParts,
      partsSoon: openParts,
      inFlight: new InFlight(),
      calls: new CallsInProgress(),
      exactHits: new ExactHits(),
      recentHits: windowMs === null ? null : new RecentHits(windowMs),
      clock: () => fake.nowMs,
      random: () => 0.5,
    },
  }
  return fake
}

/** One dimension a word. */
function wordsOf(prompt: string): { ids: Uint32Array; weights: Float32Array } {
  const ids = new Uint32Array(new Set((prompt.toLowerCase().match(/\w+/g) ?? []).map((word) => fnv1a(word) >>> 0)))
  ids.sort()
  return { ids, weights: new Float32Array(ids.length).fill(1 / Math.sqrt(ids.length || 1)) }
}

/** A memory that does everything as `memory` does, except for some methods. */
export function replaceMethods(memory: Memory, replaced: Partial<Memory> = {}): Memory {
  return new Proxy(memory, {
    get: (target, name: keyof Memory) => replaced[name] ?? (target[name] as (...args: unknown[]) => unknown).bind(target),
  })
}
