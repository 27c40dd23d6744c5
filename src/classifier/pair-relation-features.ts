import { Role } from '../text/prompt-analysis.js'
import { CONFLICTS, SAME_MEANING, WordRelation as R } from '../text/word-relation.js'
import { addBoth, hasRole, SETTLED, type Features, type PairView } from './pair-view.js'

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
export function addRelationFeatures(features: Features, view: PairView): void {
  addAlignedKinds(features, view)
  addConflicts(features, view)
  addEnds(features, view)
}

function addAlignedKinds(features: Features, { pair, a, b, meanWeight }: PairView): void {
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
    ALIGNED_KINDS.forEach(([, kind], at) => {
      if ((bits & kind) !== 0) masses[at]! += weight
    })
    if (bits === 0) vectorMass += weight
  }
  ALIGNED_KINDS.forEach(([name], at) => (features[name] = masses[at]! / meanWeight))
  features.vectorMass = vectorMass / meanWeight
  features.weakestMatch = a.content.length > 0 && b.content.length > 0 ? weakest : 0
}

function addConflicts(features: Features, { pair, a, b }: PairView): void {
  const columns = pair.b.texts.length
  let antonyms = 0
  let opposites = 0
  let categories = 0
  let siblings = 0
  let hypernyms = 0
  let antonymPeak = 0
  let categoryPeak = 0
  let siblingPeak = 0
  for (const i of a.unsettled) {
    for (const j of b.unsettled) {
      const bits = pair.relations[i * columns + j]!
      if ((bits & (CONFLICTS | R.sibling | R.hypernym)) === 0) continue
      const peak = Math.min(a.analysis.weights[i]!, b.analysis.weights[j]!)
      if ((bits & R.antonym) !== 0) antonyms++
      if ((bits & R.opposite) !== 0) opposites++
      if ((bits & (R.antonym | R.opposite)) !== 0) antonymPeak = Math.max(antonymPeak, peak)
      if (!hasRole(a, i, Role.content) || !hasRole(b, j, Role.content)) continue
      if ((bits & R.category) !== 0) {
        categories++
        categoryPeak = Math.max(categoryPeak, peak)
      }
      if ((bits & R.sibling) !== 0 && (bits & (SAME_MEANING | R.weakSynonym)) === 0) {
        siblings++
        siblingPeak = Math.max(siblingPeak, peak)
      }
      if ((bits & R.hypernym) !== 0) hypernyms++
    }
  }
  features.antonyms = Math.min(antonyms, MOST_CONFLICTS)
  features.opposites = Math.min(opposites, MOST_CONFLICTS)
  features.categories = Math.min(categories, MOST_CONFLICTS)
  features.siblings = Math.min(siblings, MOST_CONFLICTS)
  features.hypernyms = Math.min(hypernyms, MOST_CONFLICTS)
  features.antonymPeak = antonymPeak
  features.categoryPeak = categoryPeak
  features.siblingPeak = siblingPeak
}

/** The first content word is usually the action, the last one its object. */
function addEnds(features: Features, { pair, a, b }: PairView): void {
  const columns = pair.b.texts.length
  const headCell = pair.a.head * columns + pair.b.head
  const tailCell = pair.a.tail * columns + pair.b.tail
  const headBits = pair.relations[headCell] ?? 0
  features.headScore = pair.scores[headCell] ?? 0
  features.headCosine = pair.cosines[headCell] ?? 0
  features.headConflict = (headBits & (R.antonym | R.opposite | R.category)) !== 0 ? 1 : 0
  features.headSibling = (headBits & R.sibling) !== 0 ? 1 : 0
  features.tailScore = pair.scores[tailCell] ?? 0
  features.tailCosine = pair.cosines[tailCell] ?? 0
  features.tailConflict = ((pair.relations[tailCell] ?? 0) & CONFLICTS) !== 0 ? 1 : 0
  addBoth(features, 'headMatch', a.matches[pair.a.head] ?? 0, b.matches[pair.b.head] ?? 0)
  addBoth(features, 'tailMatch', a.matches[pair.a.tail] ?? 0, b.matches[pair.b.tail] ?? 0)
  const verbs = (side: typeof a) => side.content.filter((at) => hasRole(side, at, Role.verb) && side.matches[at]! < SETTLED).length
  addBoth(features, 'unsettledVerbs', verbs(a), verbs(b))
}
