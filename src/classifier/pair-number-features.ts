import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { haveSameAmount } from '../text/relate-numbers.js'
import { WordRelation as R } from '../text/word-relation.js'
import type { FeatureSink } from './feature-sink.js'
import { count, IDENTIFIED, type PairView, type Side } from './pair-view.js'

/** Numbers, amounts with units, times, dates and ranks. */
export function addNumberFeatures(features: FeatureSink, view: PairView): void {
  const { pair, a, b } = view
  const openA = openNumbers(a)
  const openB = openNumbers(b)
  features.add('numbersDifferent', Math.min(openA, openB))
  features.add('numbersOneSided', Math.abs(openA - openB))
  features.add('numbersEqual', a.numbers.length - openA)
  features.add('numbersAny', a.numbers.length + b.numbers.length > 0 ? 1 : 0)
  features.add('numbersReordered', openA === 0 && openB === 0 && areReordered(a) ? 1 : 0)
  addQuantities(features, pair.a, pair.b)
  features.add('unitChanged', unitChanges(view))
  addDates(features, view)
}

/** How many numbers have no counterpart. */
export function openNumbers(side: Side): number {
  return count(side.numbers, (at) => side.matches[at]! < IDENTIFIED)
}

function areReordered({ numbers, partners }: Side): boolean {
  return numbers.some((at, index) => index > 0 && partners[at]! < partners[numbers[index - 1]!]!)
}

/** Amounts of the same dimension: how many have an equal on the other side, and how far the rest lies apart. */
function addQuantities(features: FeatureSink, a: PromptAnalysis, b: PromptAnalysis): void {
  let equal = 0
  let different = 0
  let ratio = 0
  for (const own of a.quantities) {
    if (own.dimension === '') continue
    const rivals = b.quantities.filter((other) => other.dimension === own.dimension)
    if (rivals.length === 0) continue
    if (rivals.some((other) => haveSameAmount(own, other, a.lemmas[own.unitAt] === b.lemmas[other.unitAt]))) equal++
    else {
      different++
      const nearest = Math.min(
        ...rivals.map((other) => Math.abs(Math.log((Math.abs(other.value) + 1e-9) / (Math.abs(own.value) + 1e-9)))),
      )
      ratio = Math.max(ratio, Math.min(nearest, 5))
    }
  }
  features.add('amountsEqual', equal)
  features.add('amountsDifferent', different)
  features.add('amountRatio', ratio)
}

/** The same number with another unit: 5 mg ↔ 5 g. */
function unitChanges({ pair, a, b }: PairView): number {
  const columns = pair.b.texts.length
  let changes = 0
  for (const i of a.numbers) {
    for (const j of b.numbers) {
      const bits = pair.relations[i * columns + j]!
      if ((bits & R.exact) !== 0 && (bits & R.numberDifferent) !== 0) changes++
    }
  }
  return changes
}

const CALENDAR = new Set(
  'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december today tomorrow yesterday tonight morning afternoon evening night noon weekend'.split(
    ' ',
  ),
)
const RANK = /^\d+(?:st|nd|rd|th)$/

/** Weekdays, months and days named on both sides that have no counterpart, and those on one side only. */
function addDates(features: FeatureSink, { a, b }: PairView): void {
  const openA = openDates(a)
  const openB = openDates(b)
  features.add('datesDifferent', Math.min(openA, openB))
  features.add('datesOneSided', Math.abs(openA - openB))
  features.add('ranksDifferent', Math.min(openRanks(a), openRanks(b)))
}

function openDates(side: Side): number {
  return count(side.content, (at) => side.matches[at]! < IDENTIFIED && CALENDAR.has(side.analysis.lemmas[at]!))
}

function openRanks(side: Side): number {
  return count(side.unsettled, (at) => RANK.test(side.analysis.texts[at]!))
}
