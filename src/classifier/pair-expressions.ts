import type { Lexicon } from '../text/lexicon.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { STOP_WORDS } from '../text/stop-words.js'
import { WordRelation } from '../text/word-relation.js'

/** Marks the cells where an expression of one prompt stands for a word or an expression of the other. */
export function markPhrases(a: PromptAnalysis, b: PromptAnalysis, relations: Uint32Array): void {
  const columns = b.texts.length
  markPhrasesOf(a, b, (own, other) => (relations[own * columns + other]! |= WordRelation.phrase))
  markPhrasesOf(b, a, (own, other) => (relations[other * columns + own]! |= WordRelation.phrase))
}

type Mark = (own: number, other: number) => void

function markPhrasesOf(own: PromptAnalysis, other: PromptAnalysis, mark: Mark): void {
  for (const { positions, text, meanings } of own.phrases) {
    for (const meaning of meanings) {
      const at = findWords(other.lemmas, meaning.split(' '))
      if (at < 0 || meaning === text) continue
      const meaningLength = meaning.split(' ').length
      for (const i of positions) for (let j = at; j < at + meaningLength; j++) mark(i, j)
      break
    }
  }
}

/** Marks the cells where letters stand for the words of the other prompt: known short forms, and initials in a row. */
export function markAcronyms(a: PromptAnalysis, b: PromptAnalysis, relations: Uint32Array, lexicon: Lexicon): void {
  const columns = b.texts.length
  markAcronymsOf(a, b, lexicon, (own, other) => (relations[own * columns + other]! |= WordRelation.acronym))
  markAcronymsOf(b, a, lexicon, (own, other) => (relations[other * columns + own]! |= WordRelation.acronym))
}

const LONGEST_ACRONYM = 5
const SKIPPED = new Set(['of', 'and', 'the', 'for', 'in', 'to'])

function markAcronymsOf(own: PromptAnalysis, other: PromptAnalysis, lexicon: Lexicon, mark: Mark): void {
  own.texts.forEach((text, i) => {
    if (text.length < 2 || text.length > LONGEST_ACRONYM || STOP_WORDS.has(text) || other.texts.includes(text)) return
    for (const meaning of lexicon.acronym(text) ?? []) {
      const words = meaning.split(' ')
      const at = findWords(other.lemmas, words)
      if (at < 0) continue
      for (let j = at; j < at + words.length; j++) mark(i, j)
      return
    }
    if (text.length < 3 || !/^[a-z]+$/.test(text)) return
    for (const j of findInitials(text, other.texts)) mark(i, j)
  })
}

/** Tokens whose first letters spell the word, in a row but for small words; empty if there are none. */
function findInitials(word: string, texts: readonly string[]): number[] {
  for (let start = 0; start + word.length <= texts.length; start++) {
    const hits: number[] = []
    for (let at = start; at < texts.length && hits.length < word.length; at++) {
      if (texts[at]![0] === word[hits.length]) hits.push(at)
      else if (hits.length === 0 || !SKIPPED.has(texts[at]!)) break
    }
    if (hits.length === word.length) return hits
  }
  return []
}

function findWords(lemmas: readonly string[], words: readonly string[]): number {
  for (let start = 0; start + words.length <= lemmas.length; start++) {
    if (words.every((word, at) => lemmas[start + at] === word)) return start
  }
  return -1
}
