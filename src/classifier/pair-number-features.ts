import { Role, type PromptAnalysis } from '../text/prompt-analysis.js'
import { WordRelation as R } from '../text/word-relation.js'
import { addBoth, count, hasRole, type Features, type PairView, type Side } from './pair-view.js'

/** Numbers, amounts with units, times, dates, ranks; and names, code and unknown words. */
export function addNumberFeatures(features: Features, view: PairView): void {
  const { pair, a, b } = view
  const openA = openNumbers(a)
  const openB = openNumbers(b)
  features.numbersDifferent = Math.min(openA.length, openB.length)
  features.numbersOneSided = Math.abs(openA.length - openB.length)
  features.numbersEqual = numbersOf(a).length - openA.length
  features.numbersAny = numbersOf(a).length + numbersOf(b).length > 0 ? 1 : 0
  features.numbersReordered = openA.length === 0 && openB.length === 0 && areReordered(a) ? 1 : 0
  addQuantities(features, pair.a, pair.b)
  features.unitChanged = unitChanges(view)
  addDates(features, view)
  addNames(features, view)
}

function numbersOf(side: Side): number[] {
  return side.analysis.texts.flatMap((_, at) => (hasRole(side, at, Role.number) ? [at] : []))
}

function openNumbers(side: Side): number[] {
  return numbersOf(side).filter((at) => side.matches[at]! < 0.9)
}

function areReordered(side: Side): boolean {
  const partners = numbersOf(side).map((at) => side.partners[at]!)
  return partners.some((partner, at) => at > 0 && partner < partners[at - 1]!)
}

/** Amounts of the same dimension: how many have an equal on the other side, and how far the rest lies apart. */
function addQuantities(features: Features, a: PromptAnalysis, b: PromptAnalysis): void {
  let equal = 0
  let different = 0
  let ratio = 0
  for (const own of a.quantities) {
    if (own.dimension === '') continue
    const rivals = b.quantities.filter((other) => other.dimension === own.dimension)
    if (rivals.length === 0) continue
    if (rivals.some((other) => Math.abs(other.value - own.value) <= 1e-6 * Math.abs(own.value))) equal++
    else {
      different++
      const nearest = Math.min(...rivals.map((other) => Math.abs(Math.log((Math.abs(other.value) + 1e-9) / (Math.abs(own.value) + 1e-9)))))
      ratio = Math.max(ratio, Math.min(nearest, 5))
    }
  }
  features.amountsEqual = equal
  features.amountsDifferent = different
  features.amountRatio = ratio
}

/** The same number with another unit: 5 mg ↔ 5 g. */
function unitChanges({ pair, a, b }: PairView): number {
  const columns = pair.b.texts.length
  let changes = 0
  for (const i of numbersOf(a)) {
    for (const j of numbersOf(b)) {
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

/** Weekdays, months and days named on both sides that have no counterpart, and those on one side only. */
function addDates(features: Features, { a, b }: PairView): void {
  const open = (side: Side) => count(side.content, (at) => CALENDAR.has(side.analysis.lemmas[at]!) && side.matches[at]! < 0.9)
  const openA = open(a)
  const openB = open(b)
  features.datesDifferent = Math.min(openA, openB)
  features.datesOneSided = Math.abs(openA - openB)
  const ranks = (side: Side) => count(side.unsettled, (at) => /^\d+(?:st|nd|rd|th)$/.test(side.analysis.texts[at]!))
  features.ranksDifferent = Math.min(ranks(a), ranks(b))
}

function addNames(features: Features, { pair, a, b }: PairView): void {
  const open = (side: Side, role: number) => count(side.unsettled, (at) => hasRole(side, at, role) && side.matches[at]! < 0.9)
  const names = (side: Side) => side.analysis.texts.reduce((sum, _, at) => sum + (hasRole(side, at, Role.name) ? 1 : 0), 0)
  const openA = open(a, Role.name)
  addBoth(features, 'openNames', openA, open(b, Role.name))
  features.namesEqual = names(a) - openA
  addBoth(features, 'openCode', open(a, Role.code), open(b, Role.code))
  addBoth(features, 'openUnknown', open(a, Role.unknown), open(b, Role.unknown))
  const columns = pair.b.texts.length
  let clashes = 0
  let peak = 0
  for (const i of a.unsettled) {
    for (const j of b.unsettled) {
      if ((pair.relations[i * columns + j]! & R.nameDifferent) === 0 || a.matches[i]! >= 0.9 || b.matches[j]! >= 0.9) continue
      clashes++
      peak = Math.max(peak, Math.min(a.analysis.weights[i]!, b.analysis.weights[j]!))
    }
  }
  features.nameClashes = Math.min(clashes, 4)
  features.nameClashPeak = peak
  addBoth(features, 'openNumbers', openNumbers(a).length, openNumbers(b).length)
}
