import { Role } from '../text/prompt-analysis.js'
import { WordRelation as R } from '../text/word-relation.js'
import type { Difference, DifferenceKind } from './classifier.js'
import { describePair } from './pair-features.js'
import type { PairAlignment } from './pair-alignment.js'
import { hasRole, SETTLED, viewPair, type PairView, type Side } from './pair-view.js'

/** Words named one by one on each side; the rest is left to the score. */
const MOST_WORDS = 4
/** Words lighter than this (IDF in nats) hardly carry a topic of their own. */
const LEAST_WEIGHT = 2

/**
 * Names what differs between the asked prompt and a stored one, the weightiest kinds first, from the same alignment that
 * the classifier's features come from.
 */
export function findDifferences(pair: PairAlignment, stored: string): readonly Difference[] {
  const view = viewPair(pair)
  const isStoredFirst = pair.a.prompt === stored && pair.b.prompt !== stored
  const report = new Report(isStoredFirst)
  nameConflicts(report, view)
  nameNegation(report, view)
  nameGrammar(report, pair)
  nameUnmatched(report, view, isStoredFirst)
  return report.differences
}

/** Collects differences once each; `a ↔ b` reads asked ↔ stored. */
class Report {
  readonly differences: Difference[] = []
  readonly #isStoredFirst: boolean
  readonly #namedA = new Set<number>()
  readonly #namedB = new Set<number>()
  readonly #between = new Set<string>()

  constructor(isStoredFirst: boolean) {
    this.#isStoredFirst = isStoredFirst
  }

  add(kind: DifferenceKind, text: string): void {
    if (!this.differences.some((known) => known.text === text)) this.differences.push({ kind, text })
  }

  /** The first name counts: a unit stands with its number, and needs no line of its own. */
  addBetween(kind: DifferenceKind, name: string, a: string, b: string): void {
    const between = this.#isStoredFirst ? `${b} ↔ ${a}` : `${a} ↔ ${b}`
    if (this.#between.has(between)) return
    this.#between.add(between)
    this.add(kind, `${name}: ${between}`)
  }

  /** Says that only one side has something; `isA` names the side. */
  addOnly(kind: DifferenceKind, isA: boolean, what: string): void {
    this.add(kind, `only the ${isA === this.#isStoredFirst ? 'stored' : 'asked'} prompt says ${what}`)
  }

  markNamed(i: number, j: number): void {
    this.#namedA.add(i)
    this.#namedB.add(j)
  }

  isNamed(isA: boolean, at: number): boolean {
    return (isA ? this.#namedA : this.#namedB).has(at)
  }
}

const CONFLICTS: readonly { readonly bit: number; readonly kind: DifferenceKind; readonly name: string }[] = [
  { bit: R.opposite | R.antonym, kind: 'opposite', name: 'opposite' },
  { bit: R.numberDifferent, kind: 'number', name: 'number' },
  { bit: R.category, kind: 'category', name: 'another of its kind' },
  { bit: R.nameDifferent, kind: 'entity', name: 'name' },
]

/** Pairs of words that exclude each other and were not matched otherwise. */
function nameConflicts(report: Report, { pair, a, b }: PairView): void {
  const columns = pair.b.texts.length
  for (const { bit, kind, name } of CONFLICTS) {
    for (const i of a.unsettled) {
      for (const j of b.unsettled) {
        if ((pair.relations[i * columns + j]! & bit) === 0 || report.isNamed(true, i) || report.isNamed(false, j)) continue
        if (a.matches[i]! >= SETTLED || b.matches[j]! >= SETTLED) continue
        report.markNamed(i, j)
        const areVerbs = hasRole(a, i, Role.verb) && hasRole(b, j, Role.verb)
        const areCode = kind === 'entity' && (hasRole(a, i, Role.code) || hasRole(b, j, Role.code))
        const title = kind === 'opposite' && areVerbs ? 'opposite action' : areCode ? 'code' : name
        report.addBetween(areCode ? 'code' : kind, title, withUnit(a, i), withUnit(b, j))
      }
    }
  }
}

/** A number with the unit that follows it. */
function withUnit({ analysis }: Side, at: number): string {
  const quantity = analysis.quantities[analysis.quantityOf[at]!]
  if (quantity === undefined || quantity.unitAt < 0 || quantity.unitAt === quantity.at) return analysis.texts[at]!
  return `${analysis.texts[quantity.at]!} ${analysis.texts[quantity.unitAt]!}`
}

function nameNegation(report: Report, { pair }: PairView): void {
  const negatorsOf = (texts: readonly string[], roles: Uint16Array) => texts.filter((_, at) => (roles[at]! & Role.negator) !== 0)
  const ownA = negatorsOf(pair.a.texts, pair.a.roles)
  const ownB = negatorsOf(pair.b.texts, pair.b.roles)
  if (ownA.length === ownB.length) return
  const isA = ownA.length > ownB.length
  const word = (isA ? ownA : ownB).find((text) => !(isA ? ownB : ownA).includes(text)) ?? 'not'
  report.addOnly('negation', isA, `*${word}*`)
}

/** Differences that lie in no single word: order, quantifiers, the kind of question, tense. */
function nameGrammar(report: Report, pair: PairAlignment): void {
  const features = describePair(pair)
  const has = (name: string) => (features[name] ?? 0) > 0
  if (has('rolesSwapped') || has('sidesSwapped') || has('numbersReordered')) report.add('order', 'the same words in other roles')
  if (has('setDifference') || has('onlyDifference')) report.add('quantifier', 'another quantity: all, some, only, none')
  else if (has('degreeDifference') || has('frequencyDifference')) report.add('quantifier', 'another degree or frequency')
  if (has('questionWordsDiffer')) report.add('question', 'they ask for different things (what, who, when, how …)')
  if (has('pastDifference') || has('futureDifference')) report.add('time', 'another tense')
}

/** Words of weight that nothing in the other prompt stands for. */
function nameUnmatched(report: Report, view: PairView, isStoredFirst: boolean): void {
  for (const [side, isA] of [[view.a, true] as const, [view.b, false] as const]) {
    const words = side.unmatched
      .filter((at) => side.analysis.weights[at]! >= LEAST_WEIGHT && !report.isNamed(isA, at))
      .sort((x, y) => side.analysis.weights[y]! - side.analysis.weights[x]! || x - y)
      .slice(0, MOST_WORDS)
      .sort((x, y) => x - y)
      .map((at) => `*${side.analysis.texts[at]!}*`)
    if (words.length > 0) report.addOnly(isA === isStoredFirst ? 'only-stored' : 'only-asked', isA, words.join(', '))
  }
}
