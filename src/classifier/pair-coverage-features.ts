import { dot } from '../text/vectors-of.js'
import { Role, type PromptAnalysis } from '../text/prompt-analysis.js'
import type { FeatureSink } from './feature-sink.js'
import { count, hasRole, IDENTIFIED, peakOf, weightOf, type PairView, type Side } from './pair-view.js'

/** How much of each prompt the other one covers: by aligned words, by plain overlap, by meaning. */
export function addCoverageFeatures(features: FeatureSink, view: PairView): void {
  const { pair, a, b } = view
  features.addBoth('coverage', coverageOf(a), coverageOf(b))
  features.addBoth('unmatchedCount', a.unmatched.length, b.unmatched.length)
  features.addBoth('unmatchedMass', weightOf(a, a.unmatched), weightOf(b, b.unmatched))
  features.addBoth('unmatchedPeak', peakOf(a, a.unmatched), peakOf(b, b.unmatched))
  const certain = count(a.content, (at) => a.matches[at]! >= 0.97)
  features.add('certainShareMin', certain / Math.max(1, a.content.length, b.content.length))
  features.add('certainShareMax', certain / Math.max(1, Math.min(a.content.length, b.content.length)))
  features.addBoth('grammarUnmatched', unmatchedGrammar(a), unmatchedGrammar(b))
  features.addBoth('softCoverage', softCoverageOf(a, pair, true), softCoverageOf(b, pair, false))

  const overlap = overlapOf(pair.a, pair.b)
  features.addBoth(
    'plainOverlap',
    overlap.mass / Math.max(1e-6, pair.a.bagWeight),
    overlap.mass / Math.max(1e-6, pair.b.bagWeight),
  )
  features.add('lemmaJaccard', overlap.shared / Math.max(1, pair.a.bagHashes.length + pair.b.bagHashes.length - overlap.shared))
  features.add('massJaccard', overlap.mass / Math.max(1e-6, pair.a.bagWeight + pair.b.bagWeight - overlap.mass))
  features.add('sharedPeak', overlap.peak)
  features.add('meanCosine', pair.a.meanVector && pair.b.meanVector ? dot(pair.a.meanVector, pair.b.meanVector) : 0)
  addRestCosines(features, view)
}

function coverageOf({ analysis, matches }: Side): number {
  let sum = 0
  for (let at = 0; at < matches.length; at++) sum += analysis.weights[at]! * matches[at]!
  return sum / analysis.totalWeight
}

function unmatchedGrammar(side: Side): number {
  return count(side.unsettled, (at) => side.matches[at]! < IDENTIFIED && !hasRole(side, at, Role.content | Role.opener))
}

/** Every word counts by its best counterpart, also one that another word took. */
function softCoverageOf(side: Side, { relations, scores, cosines, b }: PairView['pair'], isRow: boolean): number {
  const columns = b.texts.length
  const rows = columns === 0 ? 0 : relations.length / columns
  const others = isRow ? columns : rows
  let sum = 0
  for (let at = 0; at < side.matches.length; at++) {
    let best = 0
    for (let other = 0; other < others; other++) {
      const cell = isRow ? at * columns + other : other * columns + at
      best = Math.max(best, scores[cell]!, cosines[cell]!)
    }
    sum += side.analysis.weights[at]! * best
  }
  return sum / side.analysis.totalWeight
}

/** Base forms that both prompts hold, over their whole length. */
function overlapOf(a: PromptAnalysis, b: PromptAnalysis): { shared: number; mass: number; peak: number } {
  let shared = 0
  let mass = 0
  let peak = 0
  for (let i = 0, j = 0; i < a.bagHashes.length && j < b.bagHashes.length;) {
    const difference = a.bagHashes[i]! - b.bagHashes[j]!
    if (difference === 0) {
      shared++
      mass += a.bagWeights[i]!
      peak = Math.max(peak, a.bagWeights[i]!)
    }
    if (difference <= 0) i++
    if (difference >= 0) j++
  }
  return { shared, mass, peak }
}

/** How near the unmatched words of the two prompts are to each other; −1 where one side has none. */
function addRestCosines(features: FeatureSink, { pair, a, b }: PairView): void {
  const columns = pair.b.texts.length
  let peak = -1
  let sumOfBestA = 0
  let sumOfBestB = 0
  for (const i of a.unmatched) {
    let best = -1
    for (const j of b.unmatched) best = Math.max(best, pair.cosines[i * columns + j]!)
    peak = Math.max(peak, best)
    sumOfBestA += best
  }
  for (const j of b.unmatched) {
    let best = -1
    for (const i of a.unmatched) best = Math.max(best, pair.cosines[i * columns + j]!)
    sumOfBestB += best
  }
  const hasBoth = a.unmatched.length > 0 && b.unmatched.length > 0
  features.add('restCosinePeak', peak)
  features.add('restCosineMean', hasBoth ? (sumOfBestA / a.unmatched.length + sumOfBestB / b.unmatched.length) / 2 : -1)
  features.add('restCosineSum', hasBoth ? cosineOf(sumOf(a), sumOf(b)) : -1)
}

/** −1 where one is missing. Three products in one loop take the time of one: each alone would wait for its last addition. */
function cosineOf(a: Float32Array | null, b: Float32Array | null): number {
  if (a === null || b === null) return -1
  let product = 0
  let squaresA = 0
  let squaresB = 0
  for (let k = 0; k < a.length; k++) {
    product += a[k]! * b[k]!
    squaresA += a[k]! * a[k]!
    squaresB += b[k]! * b[k]!
  }
  return product / Math.max(1e-6, Math.sqrt(squaresA * squaresB))
}

/** Weighted sum of the vectors of the unmatched words; null without any. */
function sumOf({ analysis, unmatched }: Side): Float32Array | null {
  let sum: Float32Array | null = null
  for (const at of unmatched) {
    const vector = analysis.vectors[at]
    if (vector === undefined) continue
    sum ??= new Float32Array(vector.length)
    const weight = analysis.weights[at]!
    for (let k = 0; k < vector.length; k++) sum[k]! += vector[k]! * weight
  }
  return sum
}
