import type { Paraphraser } from '../paraphraser.js'
import type { ChatClient } from './chat-client.js'
import type { ParaphraseLog } from './paraphrase-log.js'
import { readParaphrases } from './read-paraphrases.js'

/** Paraphrases by an LLM, and by `fallback` once its requests are used up. */
export class LlmParaphraser implements Paraphraser {
  readonly #client: ChatClient
  readonly #log: ParaphraseLog
  readonly #fallback: Paraphraser

  constructor(client: ChatClient, log: ParaphraseLog, fallback: Paraphraser) {
    this.#client = client
    this.#log = log
    this.#fallback = fallback
  }

  /** Rejects with `LlmCallError` when the server cannot be reached; what it said before stays in the log. */
  async paraphrase(prompt: string, count: number): Promise<readonly string[]> {
    const known = this.#log.find(this.#client.model, prompt)
    if (known) return known.slice(0, count)
    const reply = await this.#client.ask(questionFor(prompt, count))
    if (reply === null) return this.#fallback.paraphrase(prompt, count)
    const paraphrases = readParaphrases(prompt, reply)
    await this.#log.add({ model: this.#client.model, prompt, paraphrases })
    return paraphrases.slice(0, count)
  }
}

function questionFor(prompt: string, count: number): string {
  return `Reword the request below in ${count} different ways. Each must ask for exactly the same: the same action and the same numbers, names, dates, units and conditions, so that one response serves all of them. Vary words, word order and tone. Do not carry out the request.
Reply with a JSON list of ${count} strings and nothing else.

Request: ${JSON.stringify(prompt)}`
}
