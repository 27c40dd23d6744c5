import type { RetryOptions } from './retry-options.js'
import type { GetOrCallRequest } from './request.js'
import type { Encoder } from '../encoder/encoder.js'
import type { Durability } from '../memory/memory.js'
import type { Cipher } from '../security/cipher.js'
import type { Redact } from '../security/redact.js'
import type { EvictionPolicy } from '../store/store.js'
import type { ClassifierConfig } from './classifier-config.js'
import type { EncoderConfig } from './encoder-config.js'

/** Options of a {@link SmartMemo}; validated when it is constructed. */
export interface SmartMemoOptions {
  /** What this cache is for, for example `customer-support`; entries of two domains never mix. */
  readonly domain: string
  /** Database file, or `:memory:` for a cache that ends with the process. Default `.smartmemo/cache.db`. */
  readonly dbPath?: string
  /** Default `EncoderConfig.bundled()`. An object of your own runs on the calling thread. */
  readonly encoder?: EncoderConfig | Encoder
  /** Without one, cosine similarity decides by `cosineThreshold`: a baseline, not a safe setting. */
  readonly classifier?: ClassifierConfig
  /** Candidates scored a lookup, 1…100. Default 5. */
  readonly candidateK?: number
  /** Lowest cosine that is a hit when there is no classifier, −1…1. Default 0.90. */
  readonly cosineThreshold?: number
  /** Most entries of this domain. Default 10,000. */
  readonly maxEntries?: number
  /** Which entries go first when there are too many. Default `lru`. */
  readonly evictionPolicy?: EvictionPolicy
  /** Life of an entry in milliseconds; none by default. */
  readonly ttlMs?: number
  /** Cost of one LLM call, for the savings figures. Default 0. */
  readonly estimatedLlmCostUsd?: number
  /** Treats a prompt that is asked again within `windowMs` after a hit as a bad verdict. Off by default. */
  readonly implicitFeedback?: { readonly windowMs?: number }
  /** Tries rejected LLM calls again. Off by default. */
  readonly retry?: Partial<RetryOptions>
  /** Inference threads; `auto` is one less than the cores, at least one; 0 runs everything on the calling thread. */
  readonly threads?: number | 'auto'
  /**
   * When a write counts as done: `sync` once on disk, `batch` once the operating system has it (a killed process loses nothing,
   * a power failure what is not yet synced), `none` at once. Default `batch`.
   */
  readonly durability?: Durability
  /** `shadow` decides and records but always calls the LLM; `off` only calls the LLM. Default `serve`. */
  readonly mode?: 'serve' | 'shadow' | 'off'
  /** Decides whether a response is stored; every non-empty one is by default. */
  readonly shouldStore?: (prompt: string, response: string, request: GetOrCallRequest) => boolean | Promise<boolean>
  /**
   * Takes out of every text what must not be stored, before it is stored or embedded. The LLM still gets the prompt as asked;
   * a hit serves the redacted response. A prompt that it changes is served only to the very same prompt. None by default.
   */
  readonly redact?: Redact
  /**
   * Encrypts everything on disk: `aes256Gcm(key)`, or an object of your own. The file is then no SQLite file that other tools
   * open. None by default.
   */
  readonly encrypt?: Cipher
  /** False: opening a database made with another encoder fails instead of re-embedding it. Default true. */
  readonly reembed?: boolean
}
