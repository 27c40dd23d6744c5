import { TELLING_PREPOSITIONS } from '../text/grammar-words.js'
import { Role, type PromptAnalysis } from '../text/prompt-analysis.js'
import type { FeatureSink } from './feature-sink.js'
import { hasRole, MATCHED, type PairView, type Side } from './pair-view.js'

const MOST_INVERSIONS = 6

/** Two matched content words. */
interface Link {
  readonly i: number
  readonly j: number
}

/** Who does what to whom: order of the matched words, prepositions before them, sides of the verb. */
export function addOrderFeatures(features: FeatureSink, view: PairView): void {
  const links = linksOf(view)
  const { a, b } = view.pair
  const inversions = countInversions(links)
  const pairs = (links.length * (links.length - 1)) / 2
  features.add('inversionShare', inversions / Math.max(1, pairs))
  features.add('inversions', Math.min(inversions, MOST_INVERSIONS))
  features.add('displacement', farthestMove(links, a, b) / Math.max(1, a.texts.length, b.texts.length))
  features.add('sameWordsInverted', view.a.unmatched.length + view.b.unmatched.length === 0 && inversions > 0 ? 1 : 0)
  features.add('adjacency', countAdjacent(links) / Math.max(1, links.length - 1))
  addPrepositions(features, view, links)
  addVerbSides(features, view, links)
  features.add('nameInversions', Math.min(countInversions(links.filter(({ i }) => isNamed(view.a, i))), MOST_INVERSIONS))
}

/** In the order of the first prompt. */
function linksOf({ a, b }: PairView): Link[] {
  const links: Link[] = []
  for (const i of a.content) {
    const j = a.partners[i]!
    if (j >= 0 && a.matches[i]! >= MATCHED && hasRole(b, j, Role.content)) links.push({ i, j })
  }
  return links
}

/** Pairs of links that cross. */
function countInversions(links: readonly Link[]): number {
  let inversions = 0
  for (let at = 0; at < links.length; at++) {
    for (let later = at + 1; later < links.length; later++) if (links[later]!.j < links[at]!.j) inversions++
  }
  return inversions
}

/** Largest distance between the two places of a linked word, both counted from the middle of their prompt. */
function farthestMove(links: readonly Link[], a: PromptAnalysis, b: PromptAnalysis): number {
  const shift = (b.texts.length - a.texts.length) / 2
  let farthest = 0
  for (const { i, j } of links) farthest = Math.max(farthest, Math.abs(j - i - shift))
  return farthest
}

/** Links that lie as far from the link before in one prompt as in the other. */
function countAdjacent(links: readonly Link[]): number {
  let adjacent = 0
  for (let at = 1; at < links.length; at++) {
    if (links[at]!.i - links[at - 1]!.i === links[at]!.j - links[at - 1]!.j) adjacent++
  }
  return adjacent
}

function isNamed(side: Side, at: number): boolean {
  return hasRole(side, at, Role.name | Role.number | Role.code)
}

function addPrepositions(features: FeatureSink, { pair: { a, b } }: PairView, links: readonly Link[]): void {
  let changed = 0
  let telling = 0
  let swapped = 0
  for (const [at, { i, j }] of links.entries()) {
    const own = a.prepositions[i]!
    const other = b.prepositions[j]!
    if (own === other) continue
    if (own !== '' && other !== '') changed++
    if (TELLING_PREPOSITIONS.has(own) && TELLING_PREPOSITIONS.has(other)) telling++
    if (own === '' || other === '') continue
    if (links.slice(at + 1).some((link) => a.prepositions[link.i] === other && b.prepositions[link.j] === own)) swapped++
  }
  features.add('prepositionsChanged', changed)
  features.add('tellingPrepositionsChanged', telling)
  features.add('rolesSwapped', swapped)
  features.addBoth('tellingPrepositionsOnly', countOwnTelling(a.texts, b.texts), countOwnTelling(b.texts, a.texts))
}

/** Different telling prepositions that stand in one prompt only. */
function countOwnTelling(own: readonly string[], other: readonly string[]): number {
  let telling = 0
  for (let at = 0; at < own.length; at++) {
    const text = own[at]!
    if (TELLING_PREPOSITIONS.has(text) && !other.includes(text) && own.indexOf(text) === at) telling++
  }
  return telling
}

/** Matched words that change the side of a matched verb: *A beats B* ↔ *B beats A*. */
function addVerbSides(features: FeatureSink, view: PairView, links: readonly Link[]): void {
  let most = 0
  for (const verb of links) {
    if (!hasRole(view.a, verb.i, Role.verb) || !hasRole(view.b, verb.j, Role.verb)) continue
    let before = 0
    let behind = 0
    for (const { i, j } of links) {
      if (i < verb.i && j > verb.j) behind++
      if (i > verb.i && j < verb.j) before++
    }
    most = Math.max(most, Math.min(before, behind))
  }
  features.add('sidesSwapped', Math.min(most, 3))
}
