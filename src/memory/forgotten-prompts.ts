import { tracePrompt } from './trace-prompt.js'

/** Prompts that are being forgotten, to find the lookups that mention them though the entries are gone or were replaced. */
export class ForgottenPrompts {
  readonly #everywhere = new Set<string>()
  readonly #byPartition = new Map<string, Set<string>>()

  /** Takes in the prompt of an entry. */
  add(partition: string, prompt: string): void {
    const known = this.#byPartition.get(partition) ?? new Set()
    this.#byPartition.set(partition, known.add(prompt).add(tracePrompt(prompt)))
  }

  /** Takes in a prompt whatever its partition. */
  addEverywhere(prompt: string): void {
    this.#everywhere.add(prompt).add(tracePrompt(prompt))
  }

  /** Tells whether a lookup of that partition may not mention this text any more. */
  readonly has = (partition: string, text: string): boolean =>
    this.#everywhere.has(text) || this.#byPartition.get(partition)?.has(text) === true
}
