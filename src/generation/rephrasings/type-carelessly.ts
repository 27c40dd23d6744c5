import { pick } from '../../random/seeded-random.js'
import type { Rephrasing } from './rephrasing.js'

const SHORTEST_WORD = 6
/** Share of prompts that are typed carelessly at all. */
const CARELESS_SHARE = 0.4

/** Types as people do on a phone: no capitals, no stop, now and then two letters swapped. */
export const typeCarelessly: Rephrasing = (prompt, random) => {
  if (random.share() > CARELESS_SHARE) return null
  const plain = random.share() < 0.5 ? prompt.toLowerCase().replace(/[.?!]$/, '') : prompt
  const words = [...plain.matchAll(/\b[a-z]{6,}\b/g)].filter(([word]) => word.length >= SHORTEST_WORD)
  if (words.length === 0 || random.share() < 0.4) return plain === prompt ? null : plain
  const match = pick(words, random)
  const at = match.index + 2 + Math.floor(random.share() * (match[0].length - 4))
  return plain.slice(0, at) + plain[at + 1]! + plain[at]! + plain.slice(at + 2)
}
