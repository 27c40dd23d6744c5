import { Role } from '../text/prompt-analysis.js'
import { WordRelation as R } from '../text/word-relation.js'
import type { FeatureSink } from './feature-sink.js'
import { openNumbers } from './pair-number-features.js'
import { count, hasRole, IDENTIFIED, type PairView, type Side } from './pair-view.js'

const MOST_CLASHES = 4

/** Names, code and unknown words that have no counterpart, and names that exclude each other. */
export function addNameFeatures(features: FeatureSink, view: PairView): void {
  const { a, b } = view
  const openA = openWords(a, Role.name)
  features.addBoth('openNames', openA, openWords(b, Role.name))
  features.add('namesEqual', countNames(a) - openA)
  features.addBoth('openCode', openWords(a, Role.code), openWords(b, Role.code))
  features.addBoth('openUnknown', openWords(a, Role.unknown), openWords(b, Role.unknown))
  addClashes(features, view)
  features.addBoth('openNumbers', openNumbers(a), openNumbers(b))
}

function openWords(side: Side, role: number): number {
  return count(side.unsettled, (at) => hasRole(side, at, role) && side.matches[at]! < IDENTIFIED)
}

function countNames({ analysis: { roles } }: Side): number {
  let names = 0
  for (let at = 0; at < roles.length; at++) if ((roles[at]! & Role.name) !== 0) names++
  return names
}

function addClashes(features: FeatureSink, { pair, a, b }: PairView): void {
  const columns = pair.b.texts.length
  let clashes = 0
  let peak = 0
  for (const i of a.unsettled) {
    for (const j of b.unsettled) {
      if ((pair.relations[i * columns + j]! & R.nameDifferent) === 0) continue
      if (a.matches[i]! >= IDENTIFIED || b.matches[j]! >= IDENTIFIED) continue
      clashes++
      peak = Math.max(peak, Math.min(a.analysis.weights[i]!, b.analysis.weights[j]!))
    }
  }
  features.add('nameClashes', Math.min(clashes, MOST_CLASHES))
  features.add('nameClashPeak', peak)
}
