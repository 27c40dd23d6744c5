import { pick } from '../../random/seeded-random.js'
import type { GenerationSlot, PairKind } from '../generation-template.js'
import { replaceMatch, type PromptEdit } from './prompt-edit.js'

/** Names another value of a closed set: Monday → Thursday, Lisbon → Osaka, v2.4 → v2.5, staging → production. */
export function changeValue(slots: Iterable<GenerationSlot>, kind: PairKind): PromptEdit {
  const sets = [...slots].filter((slot) => slot.kind === kind)
  const setOf = new Map(
    sets.flatMap(({ values }) => values.flatMap((aliases, value) => aliases.map((alias) => [alias, { values, value }]))),
  )
  const alternatives = [...setOf.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((alias) => alias.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  const anyAlias = new RegExp(String.raw`(?<![\w$€£])(?:${alternatives.join('|')})(?![\w%]|\.\d)`, 'g')
  return {
    kind,
    apply(prompt, random) {
      const found = alternatives.length === 0 ? [] : [...prompt.matchAll(anyAlias)]
      if (found.length === 0) return null
      const match = pick(found, random)
      const { values, value } = setOf.get(match[0])!
      return replaceMatch(prompt, match, pick(values.filter((_, index) => index !== value), random)[0]!) // prettier-ignore
    },
  }
}
