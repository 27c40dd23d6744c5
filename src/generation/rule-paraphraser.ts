import { shuffle, type Random } from '../random/seeded-random.js'
import type { Paraphraser } from './paraphraser.js'
import { changeContraction } from './rephrasings/change-contraction.js'
import { changeNumberForm } from './rephrasings/change-number-form.js'
import { changeOpener } from './rephrasings/change-opener.js'
import type { Rephrasing } from './rephrasings/rephrasing.js'
import { replaceSynonym } from './rephrasings/replace-synonym.js'
import { typeCarelessly } from './rephrasings/type-carelessly.js'
import { wrapRequest } from './rephrasings/wrap-request.js'

const RULES: readonly Rephrasing[] = [
  changeOpener,
  wrapRequest,
  replaceSynonym,
  changeNumberForm,
  changeContraction,
  typeCarelessly,
]
/** Rules applied one after the other to one paraphrase. */
const MOST_RULES = 3
const ATTEMPTS_PER_TEXT = 4

/** Paraphrases by rules, offline. Its paraphrases stay close to the prompt; an LLM's go further. */
export class RuleParaphraser implements Paraphraser {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  paraphrase(prompt: string, count: number): Promise<readonly string[]> {
    const found = new Set<string>()
    for (let attempt = 0; attempt < count * ATTEMPTS_PER_TEXT && found.size < count; attempt++) {
      let text = prompt
      let applied = 0
      for (const rule of shuffle([...RULES], this.#random)) {
        const changed = applied < MOST_RULES ? rule(text, this.#random) : null
        if (changed === null) continue
        text = changed
        applied++
      }
      if (text !== prompt) found.add(text)
    }
    return Promise.resolve([...found])
  }
}
