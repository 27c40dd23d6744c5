import { tokenize } from '../../src/text/tokenize.js'

/** Saturation of repeated words and share of the length's influence; usual values, with short prompts in mind. */
const K1 = 1.2
const B = 0.5

interface Posting {
  readonly at: number
  weight: number
}

/** BM25 over words (Robertson and Zaragoza, 2009), as a baseline: the terms weighted by the very prompts it searches. */
export class Bm25 {
  readonly #postings = new Map<string, Posting[]>()
  readonly #count: number

  constructor(prompts: readonly string[]) {
    this.#count = prompts.length
    const texts = prompts.map(wordsOf)
    const meanLength = texts.reduce((sum, words) => sum + words.length, 0) / texts.length
    texts.forEach((words, at) => {
      const counts = new Map<string, number>()
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
      const lengthening = K1 * (1 - B + (B * words.length) / meanLength)
      for (const [word, count] of counts) {
        const posting = { at, weight: (count * (K1 + 1)) / (count + lengthening) }
        const postings = this.#postings.get(word)
        if (postings) postings.push(posting)
        else this.#postings.set(word, [posting])
      }
    })
    for (const postings of this.#postings.values()) {
      const rarity = Math.log(1 + (this.#count - postings.length + 0.5) / (postings.length + 0.5))
      for (const posting of postings) posting.weight *= rarity
    }
  }

  /** Score of every prompt, by position. */
  score(prompt: string): Float64Array {
    const scores = new Float64Array(this.#count)
    for (const word of new Set(wordsOf(prompt))) {
      for (const { at, weight } of this.#postings.get(word) ?? []) scores[at]! += weight
    }
    return scores
  }
}

function wordsOf(prompt: string): string[] {
  return tokenize(prompt).map(({ text }) => text)
}
