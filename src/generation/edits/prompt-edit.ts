import type { Random } from '../../random/seeded-random.js'
import type { PairKind } from '../generation-template.js'

/** Turns a prompt into one that looks alike and asks for something else; null where it finds nothing to change. */
export interface PromptEdit {
  readonly kind: PairKind
  apply(prompt: string, random: Random): string | null
}

/** Replaces the part of `prompt` that `match` found, keeping a capital first letter. */
export function replaceMatch(prompt: string, match: RegExpMatchArray, replacement: string): string {
  const start = match.index!
  const isCapital = /^[A-Z]/.test(match[0]) && !/^[A-Z]{2}/.test(match[0])
  const cased = isCapital ? replacement[0]!.toUpperCase() + replacement.slice(1) : replacement
  return prompt.slice(0, start) + cased + prompt.slice(start + match[0].length)
}
