import { readFileSync } from 'node:fs'
import { analyzePrompt } from '../../src/text/analyze-prompt.js'
import { Lexicon } from '../../src/text/lexicon.js'
import { relateWords } from '../../src/text/relate-words.js'
import { CONFLICTS, SAME_MEANING } from '../../src/text/word-relation.js'

/** The lexicon that ships. */
export const bundledLexicon = Lexicon.decode(readFileSync(new URL('../../models/bundled/lexicon/lexicon.gz', import.meta.url)))

/** Analysis without vectors. */
export const analyze = (prompt: string) => analyzePrompt(prompt, bundledLexicon, null)

/** `WordRelation` bits of the last tokens of two prompts. */
export function relateLast(promptA: string, promptB: string): number {
  return relateAt(promptA, -1, promptB, -1)
}

/** `WordRelation` bits of two tokens, counted from the end when negative. */
export function relateAt(promptA: string, at: number, promptB: string, other: number): number {
  const a = analyze(promptA)
  const b = analyze(promptB)
  const place = (index: number, length: number) => (index < 0 ? length + index : index)
  return relateWords(a, place(at, a.texts.length), b, place(other, b.texts.length), bundledLexicon, true)
}

/** Whether every token of either prompt has one of the same meaning in the other, and none that it excludes. */
export function saySame(promptA: string, promptB: string): boolean {
  const a = analyze(promptA)
  const b = analyze(promptB)
  const relate = (i: number, j: number) => relateWords(a, i, b, j, bundledLexicon, true)
  const isSame = (bits: number) => (bits & SAME_MEANING) !== 0 && (bits & CONFLICTS) === 0
  const everyA = a.texts.every((_, i) => b.texts.some((_text, j) => isSame(relate(i, j))))
  return everyA && b.texts.every((_, j) => a.texts.some((_text, i) => isSame(relate(i, j))))
}
