import { pick, shuffle, type Random } from '../random/seeded-random.js'
import type { PromptEdit } from './edits/prompt-edit.js'
import type { UnsplitPair } from './generated-pair.js'
import type { BasePrompt } from './generation-template.js'
import type { Paraphraser } from './paraphraser.js'

/** Paraphrases asked for by text, edits made of a base, and other prompts held against it. */
const PARAPHRASES_PER_TEXT = 3
const EDITS_PER_BASE = 5
const TOPICAL_NEGATIVES = 2
/** Share of negatives that face the prompt itself; the others face one of its paraphrases. */
const SAME_WORDS_SHARE = 0.5

/**
 * Makes pairs from prompts that people wrote: their paraphrases and those of `paraphraser` against each other, and against
 * small edits that ask for something else, and against the most similar other prompts of the domain.
 */
export async function* promptPairs(
  prompts: readonly BasePrompt[],
  paraphraser: Paraphraser,
  edits: readonly PromptEdit[],
  random: Random,
): AsyncGenerator<UnsplitPair> {
  for (const { prompt, paraphrases, domain } of prompts) {
    const common = { domain, base: prompt }
    const same = [...paraphrases]
    for (const text of [prompt, ...paraphrases]) same.push(...(await paraphraser.paraphrase(text, PARAPHRASES_PER_TEXT)))
    for (const other of same) yield { ...common, promptA: prompt, promptB: other, label: 1, kind: 'paraphrase' }
    for (const [index, other] of same.entries()) {
      const next = same[(index + 1 + paraphrases.length) % same.length]!
      if (next !== other) yield { ...common, promptA: other, promptB: next, label: 1, kind: 'paraphrase' }
    }
    const faced = () => (same.length === 0 || random.share() < SAME_WORDS_SHARE ? prompt : pick(same, random))
    let made = 0
    for (const edit of shuffle([...edits, ...edits], random)) {
      if (made === EDITS_PER_BASE) break
      const edited = edit.apply(prompt, random)
      if (edited === null || edited === prompt) continue
      made++
      yield { ...common, promptA: faced(), promptB: edited, label: 0, kind: edit.kind }
    }
    for (const other of mostSimilar(
      prompt,
      prompts.filter((base) => base.domain === domain && base.prompt !== prompt),
    )) {
      yield { ...common, promptA: faced(), promptB: other, label: 0, kind: 'object' }
    }
  }
}

/** The prompts that share most words with `prompt`. */
function mostSimilar(prompt: string, others: readonly BasePrompt[]): string[] {
  const words = new Set(wordsOf(prompt))
  const overlap = (other: string) => {
    const theirs = new Set(wordsOf(other))
    const common = [...theirs].filter((word) => words.has(word)).length
    return common / (words.size + theirs.size - common)
  }
  return others
    .map((other) => ({ prompt: other.prompt, overlap: overlap(other.prompt) }))
    .toSorted((a, b) => b.overlap - a.overlap)
    .slice(0, TOPICAL_NEGATIVES)
    .map((other) => other.prompt)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
}
