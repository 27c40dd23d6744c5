import { alignPair, type PairAlignment } from '../../src/classifier/pair-alignment.js'
import { FEATURE_NAMES, writeFeatures } from '../../src/classifier/pair-features.js'
import type { PairMatcher } from '../../src/classifier/pair-matcher.js'
import type { Feeds, OnnxSession } from '../../src/onnx/session.js'
import { analyzePrompt } from '../../src/text/analyze-prompt.js'
import type { Lexicon } from '../../src/text/lexicon.js'
import type { PromptAnalysis } from '../../src/text/prompt-analysis.js'
import type { TokenVectors } from '../../src/text/token-vectors.js'
import type { BenchLookup } from './lookups.js'

/** What the stages run on; without a graph the last two are left out. */
export interface BenchGround {
  readonly lexicon: Lexicon
  readonly vectors: TokenVectors
  readonly graph: { readonly session: OnnxSession; readonly matcher: PairMatcher | null } | null
}

/** Microseconds. */
export interface StageTimes {
  /** A prompt whose words were met before. */
  readonly analysis: number
  /** A pair of analysed prompts. */
  readonly alignment: number
  /** An aligned pair. */
  readonly features: number
  /** An aligned pair, for the matcher. Absent without a matcher. */
  readonly matcherInputs?: number
  /** All candidates of a lookup in one run. */
  readonly graph?: number
}

/** Runs every stage on every lookup once; nothing is kept from an earlier call but what the lexicon and the vectors keep. */
export async function timeStages(lookups: readonly BenchLookup[], { lexicon, vectors, graph }: BenchGround): Promise<StageTimes> {
  const prompts = [...new Set(lookups.flatMap(({ asked, candidates }) => [asked, ...candidates]))]
  const analyses = new Map<string, PromptAnalysis>()
  const analysisMs = timed(() => {
    for (const prompt of prompts) analyses.set(prompt, analyzePrompt(prompt, lexicon, vectors))
  })

  const pairs = lookups.map(({ asked, candidates }) =>
    candidates.map((candidate) => [analyses.get(asked)!, analyses.get(candidate)!] as const),
  )
  let aligned: PairAlignment[][] = []
  const alignmentMs = timed(() => {
    aligned = pairs.map((candidates) => candidates.map(([asked, candidate]) => alignPair(asked, candidate, lexicon)))
  })

  const width = FEATURE_NAMES.length
  const rows = aligned.map((candidates) => new Float32Array(candidates.length * width))
  const featuresMs = timed(() => {
    for (const [lookup, candidates] of aligned.entries()) {
      for (const [index, pair] of candidates.entries()) writeFeatures(pair, rows[lookup]!, index * width)
    }
  })

  const pairCount = aligned.flat().length
  const times = {
    analysis: (1000 * analysisMs) / prompts.length,
    alignment: (1000 * alignmentMs) / pairCount,
    features: (1000 * featuresMs) / pairCount,
  }
  if (graph === null) return times

  const { session, matcher } = graph
  const features = rows.map((data): Feeds => ({ features: { data, dims: [data.length / width, width] } }))
  if (matcher === null) return { ...times, graph: (1000 * (await timeRuns(session, features))) / lookups.length }
  let feeds: Feeds[] = []
  const matcherMs = timed(() => {
    feeds = aligned.map((candidates, lookup) => ({ ...features[lookup], ...matcher.inputs(candidates) }))
  })
  const graphMs = await timeRuns(session, feeds)
  return {
    ...times,
    matcherInputs: (1000 * matcherMs) / pairCount,
    graph: (1000 * graphMs) / lookups.length,
  }
}

function timed(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

async function timeRuns(session: OnnxSession, feeds: readonly Feeds[]): Promise<number> {
  const started = performance.now()
  for (const inputs of feeds) await session.run(inputs)
  return performance.now() - started
}
