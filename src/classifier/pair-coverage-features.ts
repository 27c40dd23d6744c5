import { dot } from '../text/vectors-of.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { addBoth, count, hasRole, weightOf, type Features, type PairView, type Side } from './pair-view.js'
import { Role } from '../text/prompt-analysis.js'

/** How much of each prompt the other one covers: by aligned words, by plain overlap, by meaning. */
export function addCoverageFeatures(features: Features, view: PairView): void {
  const { pair, a, b } = view
  addBoth(features, 'coverage', coverageOf(a), coverageOf(b))
  addBoth(features, 'unmatchedCount', a.unmatched.length, b.unmatched.length)
  addBoth(features, 'unmatchedMass', weightOf(a, a.unmatched), weightOf(b, b.unmatched))
  addBoth(features, 'unmatchedPeak', peakOf(a), peakOf(b))
  const certain = count(a.content, (at) => a.matches[at]! >= 0.97)
  features.certainShareMin = certain / Math.max(1, a.content.length, b.content.length)
  features.certainShareMax = certain / Math.max(1, Math.min(a.content.length, b.content.length))
  addBoth(features, 'grammarUnmatched', unmatchedGrammar(a), unmatchedGrammar(b))
  addBoth(features, 'softCoverage', softCoverageOf(a, pair, true), softCoverageOf(b, pair, false))

  const overlap = overlapOf(pair.a, pair.b)
  addBoth(features, 'plainOverlap', overlap.mass / Math.max(1e-6, pair.a.bagWeight), overlap.mass / Math.max(1e-6, pair.b.bagWeight))
  features.lemmaJaccard = overlap.shared / Math.max(1, pair.a.bagHashes.length + pair.b.bagHashes.length - overlap.shared)
  features.massJaccard = overlap.mass / Math.max(1e-6, pair.a.bagWeight + pair.b.bagWeight - overlap.mass)
  features.sharedPeak = overlap.peak
  features.meanCosine = pair.a.meanVector && pair.b.meanVector ? dot(pair.a.meanVector, pair.b.meanVector) : 0
  addRestCosines(features, view)
}

function coverageOf({ analysis, matches }: Side): number {
  let sum = 0
  for (let at = 0; at < matches.length; at++) sum += analysis.weights[at]! * matches[at]!
  return sum / analysis.totalWeight
}

function peakOf(side: Side): number {
  return side.unmatched.reduce((peak, at) => Math.max(peak, side.analysis.weights[at]!), 0)
}

function unmatchedGrammar(side: Side): number {
  return count(side.unsettled, (at) => side.matches[at]! < 0.9 && !hasRole(side, at, Role.content | Role.opener))
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
  for (let i = 0, j = 0; i < a.bagHashes.length && j < b.bagHashes.length; ) {
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
function addRestCosines(features: Features, { pair, a, b }: PairView): void {
  const columns = pair.b.texts.length
  const bestA = a.unmatched.map((i) => b.unmatched.reduce((best, j) => Math.max(best, pair.cosines[i * columns + j]!), -1))
  const bestB = b.unmatched.map((j) => a.unmatched.reduce((best, i) => Math.max(best, pair.cosines[i * columns + j]!), -1))
  const hasBoth = bestA.length > 0 && bestB.length > 0
  features.restCosinePeak = hasBoth ? Math.max(...bestA) : -1
  features.restCosineMean = hasBoth ? (mean(bestA) + mean(bestB)) / 2 : -1
  const sumA = sumOf(a)
  const sumB = sumOf(b)
  features.restCosineSum = sumA && sumB ? dot(sumA, sumB) / Math.max(1e-6, Math.sqrt(dot(sumA, sumA) * dot(sumB, sumB))) : -1
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function sumOf({ analysis, unmatched }: Side): Float32Array | null {
  let sum: Float32Array | null = null
  for (const at of unmatched) {
    const vector = analysis.vectors[at]
    if (vector === undefined) continue
    sum ??= new Float32Array(vector.length)
    for (let k = 0; k < vector.length; k++) sum[k]! += vector[k]! * analysis.weights[at]!
  }
  return sum
}
