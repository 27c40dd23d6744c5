import type { LlmFunction } from '../../src/options/request.js'

/** An LLM that counts its calls. */
export interface FakeLlm {
  readonly llmFunction: LlmFunction
  /** Prompts it was called with. */
  readonly prompts: string[]
  /** Signals it was called with. */
  readonly signals: AbortSignal[]
}

/** Responds with `respond`, by default `response <n> to <prompt>`. */
export function fakeLlm(respond?: (prompt: string, call: number) => string | Promise<string>): FakeLlm {
  const prompts: string[] = []
  const signals: AbortSignal[] = []
  return {
    prompts,
    signals,
    llmFunction: (prompt, { signal }) => {
      const call = prompts.push(prompt)
      signals.push(signal)
      return respond ? respond(prompt, call) : `response ${call} to ${prompt}`
    },
  }
}

/** A promise that the test settles. */
export interface Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
}

export function defer<T>(): Deferred<T> {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** Lets everything that can go on without time passing go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
