import { Role } from '../text/prompt-analysis.js'
import { CONFLICTS, SAME_MEANING, WordRelation as R } from '../text/word-relation.js'
import type { FeatureSink } from './feature-sink.js'
import { count, hasRole, SETTLED, type PairView, type Side } from './pair-view.js'

const ALIGNED_KINDS: readonly (readonly [name: string, bits: number])[] = [
  ['synonymMass', R.synonym | R.requestSynonym | R.phrase | R.acronym],
  ['weakMass', R.weakSynonym],
  ['paraphraseMass', R.paraphrase],
  ['derivedMass', R.derived | R.lemma],
  ['hypernymMass', R.hypernym],
  ['siblingMass', R.sibling],
  ['misspelledMass', R.misspelled],
]
const MOST_CONFLICTS = 3

/** Which relations carry the alignment, and which conflicts stand among words that nothing settled. */
export function addRelationFeatures(features: FeatureSink, view: PairView, conflicts: Conflicts): void {
  addAlignedKinds(features, view)
  features.add('antonyms', Math.min(conflicts.antonyms, MOST_CONFLICTS))
  features.add('opposites', Math.min(conflicts.opposites, MOST_CONFLICTS))
  features.add('categories', Math.min(conflicts.categories, MOST_CONFLICTS))
  features.add('siblings', Math.min(conflicts.siblings, MOST_CONFLICTS))
  features.add('hypernyms', Math.min(conflicts.hypernyms, MOST_CONFLICTS))
  features.add('antonymPeak', conflicts.antonymPeak)
  features.add('categoryPeak', conflicts.categoryPeak)
  features.add('siblingPeak', conflicts.siblingPeak)
  addEnds(features, view)
}

function addAlignedKinds(features: FeatureSink, { pair, a, b, meanWeight }: PairView): void {
  const columns = pair.b.texts.length
  const masses = ALIGNED_KINDS.map(() => 0)
  let vectorMass = 0
  let weakest = 1
  for (const i of a.content) {
    const j = a.partners[i]!
    if (j < 0) continue
    weakest = Math.min(weakest, a.matches[i]!)
    const bits = pair.relations[i * columns + j]!
    if ((bits & R.exact) !== 0) continue
    const weight = a.analysis.weights[i]!
    if (bits === 0) vectorMass += weight
    for (let kind = 0; kind < masses.length; kind++) if ((bits & ALIGNED_KINDS[kind]![1]) !== 0) masses[kind]! += weight
  }
  for (let kind = 0; kind < masses.length; kind++) features.add(ALIGNED_KINDS[kind]![0], masses[kind]! / meanWeight)
  features.add('vectorMass', vectorMass / meanWeight)
  features.add('weakestMatch', a.content.length > 0 && b.content.length > 0 ? weakest : 0)
}

/** How many pairs of words that nothing settled stand against each other, and the weight of the heaviest of a kind. */
export interface Conflicts {
  antonyms: number
  opposites: number
  categories: number
  siblings: number
  hypernyms: number
  antonymPeak: number
  categoryPeak: number
  siblingPeak: number
}

/** Looks for conflicts among the words that nothing settled; names and numbers have features of their own. */
export function findConflicts({ pair, a, b }: PairView): Conflicts {
  const columns = pair.b.texts.length
  const found = {
    antonyms: 0,
    opposites: 0,
    categories: 0,
    siblings: 0,
    hypernyms: 0,
    antonymPeak: 0,
    categoryPeak: 0,
    siblingPeak: 0,
  }
  for (const i of a.unsettled) {
    for (const j of b.unsettled) {
      const bits = pair.relations[i * columns + j]!
      if ((bits & (CONFLICTS | R.sibling | R.hypernym)) === 0) continue
      const peak = Math.min(a.analysis.weights[i]!, b.analysis.weights[j]!)
      if ((bits & R.antonym) !== 0) found.antonyms++
      if ((bits & R.opposite) !== 0) found.opposites++
      if ((bits & (R.antonym | R.opposite)) !== 0) found.antonymPeak = Math.max(found.antonymPeak, peak)
      if (!hasRole(a, i, Role.content) || !hasRole(b, j, Role.content)) continue
      if ((bits & R.category) !== 0) {
        found.categories++
        found.categoryPeak = Math.max(found.categoryPeak, peak)
      }
      if ((bits & R.sibling) !== 0 && (bits & (SAME_MEANING | R.weakSynonym)) === 0) {
        found.siblings++
        found.siblingPeak = Math.max(found.siblingPeak, peak)
      }
      if ((bits & R.hypernym) !== 0) found.hypernyms++
    }
  }
  return found
}

/** The first content word is usually the action, the last one its object. */
function addEnds(features: FeatureSink, { pair, a, b }: PairView): void {
  const columns = pair.b.texts.length
  const headCell = pair.a.head * columns + pair.b.head
  const tailCell = pair.a.tail * columns + pair.b.tail
  const headBits = pair.relations[headCell] ?? 0
  features.add('headScore', pair.scores[headCell] ?? 0)
  features.add('headCosine', pair.cosines[headCell] ?? 0)
  features.add('headConflict', (headBits & (R.antonym | R.opposite | R.category)) !== 0 ? 1 : 0)
  features.add('headSibling', (headBits & R.sibling) !== 0 ? 1 : 0)
  features.add('tailScore', pair.scores[tailCell] ?? 0)
  features.add('tailCosine', pair.cosines[tailCell] ?? 0)
  features.add('tailConflict', ((pair.relations[tailCell] ?? 0) & CONFLICTS) !== 0 ? 1 : 0)
  features.addBoth('headMatch', a.matches[pair.a.head] ?? 0, b.matches[pair.b.head] ?? 0)
  features.addBoth('tailMatch', a.matches[pair.a.tail] ?? 0, b.matches[pair.b.tail] ?? 0)
  features.addBoth('unsettledVerbs', unsettledVerbs(a), unsettledVerbs(b))
}

function unsettledVerbs(side: Side): number {
  return count(side.content, (at) => hasRole(side, at, Role.verb) && side.matches[at]! < SETTLED)
}
