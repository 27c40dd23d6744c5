import { callWithRetry } from '../../cache/call-with-retry.js'
import type { RetryOptions } from '../../options/retry-options.js'

export interface ChatClientOptions {
  /** Base of an OpenAI-compatible API, such as `http://localhost:11434/v1` of Ollama. */
  readonly url: string
  readonly model: string
  /** Sent as a bearer token. */
  readonly apiKey?: string
  /** Requests sent at most, repeated ones included. */
  readonly maxRequests: number
  readonly retry?: Partial<RetryOptions>
  readonly signal?: AbortSignal
  readonly fetch?: typeof fetch
  /** 0 ≤ x < 1; jitters the waits between attempts. */
  readonly random?: () => number
}

/** Longest wait for one reply; a large model on a CPU needs a minute for a few sentences. */
const REPLY_TIMEOUT_MS = 180_000
/** Longest part of an error's body that is shown. */
const MAX_SHOWN_LENGTH = 200
const RETRY: RetryOptions = {
  maxAttempts: 4,
  initialBackoffMs: 1000,
  backoffMultiplier: 3,
  maxBackoffMs: 30_000,
  shouldRetry: (error) => !(error instanceof RefusedRequest) || error.isTemporary,
}

/** Thrown inside for a reply that is no success; reaches users as the cause of `LlmCallError`. */
class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest'
  readonly isTemporary: boolean

  constructor(status: number, body: string) {
    super(`status ${status}${body === '' ? '' : `, ${body.slice(0, MAX_SHOWN_LENGTH)}`}`)
    this.isTemporary = status === 408 || status === 409 || status === 429 || status >= 500
  }
}

/** Asks an OpenAI-compatible server one question at a time, within a number of requests. */
export class ChatClient {
  readonly #options: ChatClientOptions
  readonly #endpoint: string
  #requests = 0

  constructor(options: ChatClientOptions) {
    this.#options = options
    this.#endpoint = `${options.url.replace(/\/+$/, '')}/chat/completions`
  }

  get model(): string {
    return this.#options.model
  }

  /** True once the number of requests is used up. */
  get isExhausted(): boolean {
    return this.#requests >= this.#options.maxRequests
  }

  /** The reply's text; null when no request is left. Rejects with `LlmCallError` after the last attempt. */
  async ask(question: string): Promise<string | null> {
    const { retry, random = Math.random } = this.#options
    if (this.isExhausted) return null
    const signal = this.#options.signal ?? new AbortController().signal
    const settings = { ...RETRY, ...retry }
    const shouldRetry = (error: unknown, attempt: number) => !this.isExhausted && settings.shouldRetry(error, attempt)
    return callWithRetry(() => this.#request(question, signal), { ...settings, shouldRetry }, signal, random)
  }

  async #request(question: string, signal: AbortSignal): Promise<string> {
    const { model, apiKey, fetch: send = fetch } = this.#options
    this.#requests++
    const reply = await send(this.#endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify({ model, temperature: 0.8, messages: [{ role: 'user', content: question }] }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(REPLY_TIMEOUT_MS)]),
    })
    if (!reply.ok) throw new RefusedRequest(reply.status, await reply.text())
    const { choices } = (await reply.json()) as { choices?: readonly { message?: { content?: unknown } }[] }
    const content = choices?.[0]?.message?.content
    if (typeof content !== 'string') throw new Error('the reply has no choices[0].message.content')
    return content
  }
}
