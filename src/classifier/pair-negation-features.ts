import { Role } from '../text/prompt-analysis.js'
import { STOP_WORDS } from '../text/stop-words.js'
import { WordRelation as R } from '../text/word-relation.js'
import type { FeatureSink } from './feature-sink.js'
import { count, hasRole, MATCHED, type PairView, type Side } from './pair-view.js'

/**
 * Negation by word and by scope, and the direction of the actions: start or stop, give or refuse. `hasConflict` tells
 * whether opposites stand among the words that nothing settled.
 */
export function addNegationFeatures(features: FeatureSink, view: PairView, hasConflict: boolean): void {
  const { a, b } = view.pair
  const parity = (a.negators + b.negators) % 2
  features.add('negatorDifference', Math.abs(a.negators - b.negators))
  features.add('negatorParity', parity)
  features.add('negatorAny', a.negators + b.negators > 0 ? 1 : 0)
  features.add('implicitNegatorDifference', Math.abs(a.negators + a.implicitNegators - b.negators - b.implicitNegators))
  features.add('negatorWithAntonym', parity === 1 && hasConflict ? 1 : 0)
  features.add('negatorAlone', parity === 1 && !hasConflict ? 1 : 0)
  features.add('scopeMismatch', scopeMismatches(view))
  features.addBoth('negatedUnmatched', negatedUnmatched(view.a), negatedUnmatched(view.b))
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
  return count(side.unmatched, (at) => hasRole(side, at, Role.negated))
}

function addPolarity(features: FeatureSink, view: PairView, hasConflict: boolean): void {
  const { a, b } = view.pair
  const parity = (a.negativeActions + b.negativeActions) % 2
  const directionA = a.positiveActions - a.negativeActions
  const directionB = b.positiveActions - b.negativeActions
  const isOneSided = a.negativeActions > 0 !== b.negativeActions > 0
  const isStopAgainstStart =
    (a.negativeActions > b.negativeActions && b.positiveActions > a.positiveActions) ||
    (b.negativeActions > a.negativeActions && a.positiveActions > b.positiveActions)
  features.addBoth('stopActions', a.negativeActions, b.negativeActions)
  features.add('stopDifference', Math.abs(a.negativeActions - b.negativeActions))
  features.add('stopParity', parity)
  features.add('stopOneSided', isOneSided ? 1 : 0)
  features.add('stopOneSidedWithStart', isOneSided && (a.positiveActions > 0 || b.positiveActions > 0) ? 1 : 0)
  features.add('stopAgainstStart', isStopAgainstStart ? 1 : 0)
  features.add('directionDifference', Math.abs(directionA - directionB))
  features.add('directionOpposed', directionA * directionB < 0 ? 1 : 0)
  features.add('unsharedAntonyms', Math.min(opposedWords(view), 3))
  features.add('stopParityWithAntonym', parity === 1 && hasConflict ? 1 : 0)
  features.add('stopEvenWithAntonym', parity === 0 && hasConflict && a.negativeActions + b.negativeActions > 0 ? 1 : 0)
  features.add(
    'startOnlyBoth',
    a.negativeActions + b.negativeActions === 0 && a.positiveActions > 0 && b.positiveActions > 0 ? 1 : 0,
  )
}

/** Opposite words that each stand in one prompt only, whatever they were matched with. */
function opposedWords({ pair: { a, b, relations } }: PairView): number {
  const columns = b.texts.length
  let opposed = 0
  for (let i = 0; i < a.texts.length; i++) {
    for (let j = 0; j < columns; j++) {
      // Few cells hold opposites, so the words are looked up only there.
      if ((relations[i * columns + j]! & (R.antonym | R.opposite)) === 0) continue
      if (!STOP_WORDS.has(a.texts[i]!) && !b.lemmas.includes(a.lemmas[i]!) && !a.lemmas.includes(b.lemmas[j]!)) opposed++
    }
  }
  return opposed
}
