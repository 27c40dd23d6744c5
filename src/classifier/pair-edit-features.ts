import { Role } from '../text/prompt-analysis.js'
import { CONFLICTS, WordRelation as R } from '../text/word-relation.js'
import type { FeatureSink } from './feature-sink.js'
import { hasRole, peakOf, type PairView } from './pair-view.js'

const MOST_EDITS = 3

/** What an editor would have to change: substitutions between matched neighbours, insertions, common start and end. */
export function addEditFeatures(features: FeatureSink, view: PairView): void {
  addSubstitutions(features, view)
  addInsertions(features, view)
  addCommonEnds(features, view)
  const { a, b } = view.pair
  const shared = sharedTrigrams(a.trigrams, b.trigrams)
  features.add('trigramJaccard', shared / Math.max(1, a.trigrams.length + b.trigrams.length - shared))
  features.add('trigramContainment', shared / Math.max(1, Math.min(a.trigrams.length, b.trigrams.length)))
  features.add('lengthRatio', Math.min(a.texts.length, b.texts.length) / Math.max(1, a.texts.length, b.texts.length))
  features.addBoth('tokenCount', a.texts.length, b.texts.length)
  features.addBoth('contentCount', view.a.content.length, view.b.content.length)
}

/** Words in the same slot: both neighbours match each other. */
function addSubstitutions(features: FeatureSink, { pair, a, b }: PairView): void {
  const rows = pair.a.texts.length
  const columns = pair.b.texts.length
  let substitutions = 0
  let conflicts = 0
  let names = 0
  let verbs = 0
  let peak = 0
  let cosine = -1
  const isLinked = (i: number, j: number) => a.partners[i] === j && a.matches[i]! >= 0.85
  for (let i = 0; i < rows; i++) {
    if (a.matches[i]! >= 0.85) continue
    for (let j = 0; j < columns; j++) {
      if (b.matches[j]! >= 0.85 || !(hasRole(a, i, Role.content) || hasRole(b, j, Role.content))) continue
      const opens = (i === 0 && j === 0) || (i > 0 && j > 0 && isLinked(i - 1, j - 1))
      const closes = (i === rows - 1 && j === columns - 1) || (i + 1 < rows && j + 1 < columns && isLinked(i + 1, j + 1))
      if (!opens || !closes) continue
      const bits = pair.relations[i * columns + j]!
      substitutions++
      cosine = Math.max(cosine, pair.cosines[i * columns + j]!)
      peak = Math.max(peak, Math.min(a.analysis.weights[i]!, b.analysis.weights[j]!))
      if ((bits & (CONFLICTS | R.sibling)) !== 0) conflicts++
      if (hasRole(a, i, Role.name | Role.code) || hasRole(b, j, Role.name | Role.code)) names++
      if (hasRole(a, i, Role.verb) && hasRole(b, j, Role.verb)) verbs++
    }
  }
  features.add('substitutions', Math.min(substitutions, MOST_EDITS))
  features.add('substitutionConflicts', conflicts)
  features.add('substitutionNames', names)
  features.add('substitutionVerbs', verbs)
  features.add('substitutionPeak', peak)
  features.add('substitutionCosine', cosine)
  features.add('onlySubstitution', a.unmatched.length === 1 && b.unmatched.length === 1 ? 1 : 0)
}

/** Everything of one prompt stands in the other, which says something more. */
function addInsertions(features: FeatureSink, { a, b }: PairView): void {
  const extra = a.unmatched.length === 0 ? b : b.unmatched.length === 0 ? a : null
  const added = extra?.unmatched ?? []
  features.add('onlyInsertions', Math.min(added.length, MOST_EDITS))
  features.add('insertionPeak', extra === null ? 0 : peakOf(extra, added))
  features.add(
    'insertionName',
    extra !== null && added.some((at) => hasRole(extra, at, Role.name | Role.number | Role.code)) ? 1 : 0,
  )
  features.add('nothingUnmatched', a.unmatched.length + b.unmatched.length === 0 ? 1 : 0)
}

function addCommonEnds(features: FeatureSink, { pair: { a, b } }: PairView): void {
  const shorter = Math.min(a.texts.length, b.texts.length)
  const longer = Math.max(1, a.texts.length, b.texts.length)
  let start = 0
  while (start < shorter && a.lemmaHashes[start] === b.lemmaHashes[start]) start++
  let end = 0
  while (end < shorter - start && a.lemmaHashes[a.texts.length - 1 - end] === b.lemmaHashes[b.texts.length - 1 - end]) end++
  features.add('commonStart', start / longer)
  features.add('commonEnd', end / longer)
  features.addBoth('middle', a.texts.length - start - end, b.texts.length - start - end)
  features.add('sameBag', haveSameHashes(a.lemmaHashes, b.lemmaHashes) ? 1 : 0)
}

function haveSameHashes(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length || sumOf(a) !== sumOf(b)) return false
  const sortedB = b.toSorted()
  return a.toSorted().every((hash, at) => hash === sortedB[at])
}

function sumOf(hashes: Uint32Array): number {
  let sum = 0
  for (let at = 0; at < hashes.length; at++) sum += hashes[at]!
  return sum
}

function sharedTrigrams(a: Uint32Array, b: Uint32Array): number {
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const difference = a[i]! - b[j]!
    if (difference === 0) shared++
    if (difference <= 0) i++
    if (difference >= 0) j++
  }
  return shared
}
