import type { PromptAnalysis } from './prompt-analysis.js'
import type { Quantity } from './quantities.js'
import { WordRelation as R } from './word-relation.js'

/** Relates two tokens of which one is a number or a unit, as `WordRelation` bits; 0 when that says nothing of the other. */
export function relateNumbers(a: PromptAnalysis, i: number, b: PromptAnalysis, j: number): number {
  const quantityA = a.quantityOf[i]! < 0 ? undefined : a.quantities[a.quantityOf[i]!]
  const quantityB = b.quantityOf[j]! < 0 ? undefined : b.quantities[b.quantityOf[j]!]
  const haveSameUnit =
    quantityA !== undefined && quantityB !== undefined && a.lemmas[quantityA.unitAt] === b.lemmas[quantityB.unitAt]
  const areSameAmount = quantityA !== undefined && quantityB !== undefined && haveSameAmount(quantityA, quantityB, haveSameUnit)
  const isUnitA = quantityA?.unitAt === i
  const isUnitB = quantityB?.unitAt === j
  if (isUnitA && isUnitB && quantityA.dimension === quantityB.dimension) return areSameAmount ? R.requestSynonym : 0
  if (isUnitA && isUnitB && arePounds(a.texts[i]!, b.texts[j]!))
    return a.values[quantityA.at] === b.values[quantityB.at] ? R.requestSynonym : 0
  if (areSameAmount && quantityA.at === i && quantityB.at === j) return R.numberEqual
  const valueA = a.values[i]!
  const valueB = b.values[j]!
  if (Number.isNaN(valueA) || Number.isNaN(valueB)) return 0
  if (quantityA && quantityB && quantityA.dimension === quantityB.dimension && quantityA.dimension !== '')
    return R.numberDifferent
  if (a.textHashes[i] === b.textHashes[j]) return R.numberEqual
  return valueA === valueB || isSameHour(quantityA?.dimension, valueA, quantityB?.dimension, valueB)
    ? R.numberEqual
    : R.numberDifferent
}

/** Relative difference below which amounts in two units count as equal. */
const AMOUNT_TOLERANCE = 1e-6

/** Pounds of weight and of money are spelled alike. */
function arePounds(a: string, b: string): boolean {
  return (a === '£' && b === 'pound') || (a === 'pound' && b === '£')
}

/** Tells whether two amounts are one; across units, whose factors are rounded, with a tolerance. */
export function haveSameAmount(a: Quantity, b: Quantity, haveSameUnit: boolean): boolean {
  if (a.dimension !== b.dimension) return false
  if (haveSameUnit || a.value === b.value) return a.value === b.value
  return Math.abs(a.value - b.value) <= AMOUNT_TOLERANCE * Math.max(Math.abs(a.value), Math.abs(b.value))
}

/** *at 3* may be 3 or 15 o'clock. */
function isSameHour(dimensionA: string | undefined, a: number, dimensionB: string | undefined, b: number): boolean {
  if (dimensionA === 'clock' && dimensionB === '') return a % 60 === 0 && (a / 60) % 12 === b % 12 && b <= 12
  return dimensionB === 'clock' && dimensionA === '' && b % 60 === 0 && (b / 60) % 12 === a % 12 && a <= 12
}
