import { PREPOSITIONS, TELLING_PREPOSITIONS } from '../text/grammar-words.js'
import { Role } from '../text/prompt-analysis.js'
import { hasRole, MATCHED, type Features, type PairView } from './pair-view.js'

const MOST_INVERSIONS = 6

interface Link {
  readonly i: number
  readonly j: number
}

/** Who does what to whom: order of the matched words, prepositions before them, sides of the verb. */
export function addOrderFeatures(features: Features, view: PairView): void {
  const links = linksOf(view)
  const { a, b } = view.pair
  let inversions = 0
  let pairs = 0
  let farthest = 0
  for (const [at, { i, j }] of links.entries()) {
    farthest = Math.max(farthest, Math.abs(j - i - (b.texts.length - a.texts.length) / 2))
    for (const later of links.slice(at + 1)) {
      pairs++
      if (later.j < j) inversions++
    }
  }
  features.inversionShare = inversions / Math.max(1, pairs)
  features.inversions = Math.min(inversions, MOST_INVERSIONS)
  features.displacement = farthest / Math.max(1, a.texts.length, b.texts.length)
  features.sameWordsInverted = view.a.unmatched.length + view.b.unmatched.length === 0 && inversions > 0 ? 1 : 0
  features.adjacency = links.filter((link, at) => at > 0 && link.i - links[at - 1]!.i === link.j - links[at - 1]!.j).length / Math.max(1, links.length - 1)
  addPrepositions(features, view, links)
  addVerbSides(features, view, links)
  features.nameInversions = Math.min(nameInversions(view, links), MOST_INVERSIONS)
}

function linksOf({ a, b }: PairView): Link[] {
  const links: Link[] = []
  for (const i of a.content) {
    const j = a.partners[i]!
    if (j >= 0 && a.matches[i]! >= MATCHED && hasRole(b, j, Role.content)) links.push({ i, j })
  }
  return links
}

function addPrepositions(features: Features, { pair: { a, b } }: PairView, links: readonly Link[]): void {
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
  features.prepositionsChanged = changed
  features.tellingPrepositionsChanged = telling
  features.rolesSwapped = swapped
  const tellingOf = (texts: readonly string[]) => new Set(texts.filter((text) => TELLING_PREPOSITIONS.has(text) && PREPOSITIONS.has(text)))
  const ownTelling = tellingOf(a.texts)
  const otherTelling = tellingOf(b.texts)
  const onlyOwn = [...ownTelling].filter((text) => !otherTelling.has(text)).length
  const onlyOther = [...otherTelling].filter((text) => !ownTelling.has(text)).length
  features.tellingPrepositionsOnlyMin = Math.min(onlyOwn, onlyOther)
  features.tellingPrepositionsOnlyMax = Math.max(onlyOwn, onlyOther)
}

/** Matched words that change the side of a matched verb: *A beats B* ↔ *B beats A*. */
function addVerbSides(features: Features, view: PairView, links: readonly Link[]): void {
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
  features.sidesSwapped = Math.min(most, 3)
}

/** Names and numbers that change their order. */
function nameInversions({ a }: PairView, links: readonly Link[]): number {
  const named = links.filter(({ i }) => hasRole(a, i, Role.name | Role.number | Role.code))
  return named.reduce((sum, { j }, at) => sum + named.slice(at + 1).filter((later) => later.j < j).length, 0)
}
