import { Role } from '../text/prompt-analysis.js'
import { WordRelation as R } from '../text/word-relation.js'
import { STOP_WORDS } from '../text/stop-words.js'
import { addBoth, hasRole, MATCHED, type Features, type PairView, type Side } from './pair-view.js'

/** Negation by word and by scope, and the direction of the actions: start or stop, give or refuse. */
export function addNegationFeatures(features: Features, view: PairView): void {
  const { a, b } = view.pair
  const parity = (a.negators + b.negators) % 2
  const hasConflict = features.antonyms! + features.opposites! > 0
  features.negatorDifference = Math.abs(a.negators - b.negators)
  features.negatorParity = parity
  features.negatorAny = a.negators + b.negators > 0 ? 1 : 0
  features.implicitNegatorDifference = Math.abs(a.negators + a.implicitNegators - b.negators - b.implicitNegators)
  features.negatorWithAntonym = parity === 1 && hasConflict ? 1 : 0
  features.negatorAlone = parity === 1 && !hasConflict ? 1 : 0
  features.scopeMismatch = scopeMismatches(view)
  features.negatedUnmatchedMin = Math.min(negatedUnmatched(view.a), negatedUnmatched(view.b))
  features.negatedUnmatchedMax = Math.max(negatedUnmatched(view.a), negatedUnmatched(view.b))
  addPolarity(features, view, hasConflict)
}

/** Matched content words that one prompt negates and the other does not. */
function scopeMismatches({ a, b }: PairView): number {
  let mismatches = 0
  for (const i of a.content) {
    const j = a.partners[i]!
    if (j < 0 || a.matches[i]! < MATCHED) continue
    if (hasRole(a, i, Role.negated) !== hasRole(b, j, Role.negated)) mismatches++
  }
  return mismatches
}

function negatedUnmatched(side: Side): number {
  return side.unmatched.filter((at) => hasRole(side, at, Role.negated)).length
}

function addPolarity(features: Features, view: PairView, hasConflict: boolean): void {
  const { a, b } = view.pair
  const parity = (a.negativeActions + b.negativeActions) % 2
  const directionA = a.positiveActions - a.negativeActions
  const directionB = b.positiveActions - b.negativeActions
  const isOneSided = a.negativeActions > 0 !== b.negativeActions > 0
  addBoth(features, 'stopActions', a.negativeActions, b.negativeActions)
  features.stopDifference = Math.abs(a.negativeActions - b.negativeActions)
  features.stopParity = parity
  features.stopOneSided = isOneSided ? 1 : 0
  features.stopOneSidedWithStart = isOneSided && (a.positiveActions > 0 || b.positiveActions > 0) ? 1 : 0
  features.stopAgainstStart =
    (a.negativeActions > b.negativeActions && b.positiveActions > a.positiveActions) ||
    (b.negativeActions > a.negativeActions && a.positiveActions > b.positiveActions)
      ? 1
      : 0
  features.directionDifference = Math.abs(directionA - directionB)
  features.directionOpposed = directionA * directionB < 0 ? 1 : 0
  const words = opposedWords(view)
  features.unsharedAntonyms = Math.min(words, 3)
  features.stopParityWithAntonym = parity === 1 && hasConflict ? 1 : 0
  features.stopEvenWithAntonym = parity === 0 && hasConflict && a.negativeActions + b.negativeActions > 0 ? 1 : 0
  features.startOnlyBoth = a.negativeActions + b.negativeActions === 0 && a.positiveActions > 0 && b.positiveActions > 0 ? 1 : 0
}

/** Opposite words that each stand in one prompt only, whatever they were matched with. */
function opposedWords({ pair }: PairView): number {
  const columns = pair.b.texts.length
  const lemmasA = new Set(pair.a.lemmas)
  const lemmasB = new Set(pair.b.lemmas)
  let opposed = 0
  for (let i = 0; i < pair.a.texts.length; i++) {
    if (lemmasB.has(pair.a.lemmas[i]!) || STOP_WORDS.has(pair.a.texts[i]!)) continue
    for (let j = 0; j < columns; j++) {
      if ((pair.relations[i * columns + j]! & (R.antonym | R.opposite)) !== 0 && !lemmasA.has(pair.b.lemmas[j]!)) opposed++
    }
  }
  return opposed
}
