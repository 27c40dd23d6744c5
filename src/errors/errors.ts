import { SmartMemoError } from './smart-memo-error.js'

/** An option or argument that cannot be used; thrown synchronously by the call that received it. */
export class InvalidOptionError extends SmartMemoError {
  readonly code = 'SMARTMEMO_INVALID_OPTION'
  constructor(details: { option: string; value: string; allowed: string }) {
    super(`Cannot use ${details.option} = ${details.value}: allowed is ${details.allowed}`, details)
  }
}

/** The database belongs to another live process (or to another cache with clashing settings). */
export class StoreLockedError extends SmartMemoError {
  readonly code = 'SMARTMEMO_STORE_LOCKED'
  constructor(details: { path: string; pid: number; host: string }) {
    super(
      `Cannot open the cache at ${details.path}: locked by process ${details.pid} on ${details.host}. ` +
        `Close that process, or give this one its own dbPath`,
      details,
    )
  }
}

/** A stored file that cannot be read; what could not be read is kept aside under `keptAs`. */
export class StoreDamagedError extends SmartMemoError {
  readonly code = 'SMARTMEMO_STORE_DAMAGED'
  constructor(details: { path: string; reason: string; keptAs?: string }) {
    super(
      `Cannot read the cache at ${details.path}: ${details.reason}. ` +
        (details.keptAs ? `The file was kept as ${details.keptAs}` : `Move the file away or restore a copy of it`),
      details,
    )
  }
}

/** A database written by a newer version of SmartMemo. */
export class StoreVersionError extends SmartMemoError {
  readonly code = 'SMARTMEMO_STORE_VERSION'
  constructor(details: { path: string; found: number; supported: number }) {
    super(
      `Cannot open the cache at ${details.path}: its schema is version ${details.found} and this release reads up to ` +
        `${details.supported}. Upgrade smartmemo, or use another dbPath`,
      details,
    )
  }
}

/** A database whose encryption does not fit the option `encrypt`; nothing in it was changed. */
export class StoreKeyError extends SmartMemoError {
  readonly code = 'SMARTMEMO_STORE_KEY'
  constructor(details: { path: string; problem: string; remedy: string }, options?: ErrorOptions) {
    super(`Cannot open the cache at ${details.path}: ${details.problem}. ${details.remedy}`, details, options)
  }
}

/** A write that the file system refused; entries already acknowledged are safe. */
export class StoreWriteError extends SmartMemoError {
  readonly code = 'SMARTMEMO_STORE_WRITE'
  constructor(details: { path: string; action: string; reason: string }, options?: ErrorOptions) {
    super(
      `Cannot ${details.action} ${details.path}: ${details.reason}. Free space or fix the permissions; the cache goes on by itself`,
      details,
      options,
    )
  }
}

/** The stored embeddings come from another encoder and `reembed` is false. */
export class EncoderMismatchError extends SmartMemoError {
  readonly code = 'SMARTMEMO_ENCODER_MISMATCH'
  constructor(details: { subject: string; expected: string; actual: string }) {
    super(
      `Cannot use encoder ${details.actual} with ${details.subject}: it was made with ${details.expected}. ` +
        `Use that encoder, or let the cache re-embed (reembed: true), or train a classifier for this encoder`,
      details,
    )
  }
}

/** An encoder returned something else than one finite vector of its own dimensions per text. */
export class EncoderOutputError extends SmartMemoError {
  readonly code = 'SMARTMEMO_ENCODER_OUTPUT'
  constructor(details: { encoderId: string; problem: string }) {
    super(
      `Cannot use what encoder ${details.encoderId} returned: ${details.problem}. embed(texts) must return one Float32Array of ` +
        `\`dimensions\` finite numbers per text`,
      details,
    )
  }
}

/** A model file that is missing, unreadable, or not the one its card describes. */
export class ModelFileError extends SmartMemoError {
  readonly code = 'SMARTMEMO_MODEL_FILE'
  constructor(details: { path: string; problem: string; remedy: string }, options?: ErrorOptions) {
    super(`Cannot load the model file ${details.path}: ${details.problem}. ${details.remedy}`, details, options)
  }
}

/** A model file that could not be downloaded; what has arrived is kept, and the next attempt goes on from there. */
export class ModelDownloadError extends SmartMemoError {
  readonly code = 'SMARTMEMO_MODEL_DOWNLOAD'
  constructor(details: { url: string; status?: number; reason: string; remedy: string }, options?: ErrorOptions) {
    super(`Cannot download ${details.url}: ${details.reason}. ${details.remedy}`, details, options)
  }
}

/** A line of a pairs or entries file that cannot be used; nothing of the file was applied after it. */
export class InvalidLineError extends SmartMemoError {
  readonly code = 'SMARTMEMO_INVALID_LINE'
  constructor(details: { path: string; line: number; reason: string }) {
    super(`Cannot read ${details.path}, line ${details.line}: ${details.reason}. Mend or remove that line`, details)
  }
}

/** A file named by the user that cannot be read or written. */
export class FileAccessError extends SmartMemoError {
  readonly code = 'SMARTMEMO_FILE_ACCESS'
  constructor(details: { path: string; action: string; reason: string }, options?: ErrorOptions) {
    super(`Cannot ${details.action} ${details.path}: ${details.reason}`, details, options)
  }
}

/** The LLM function failed after every attempt that `retry` allows; `cause` is its last rejection. */
export class LlmCallError extends SmartMemoError {
  readonly code = 'SMARTMEMO_LLM_CALL'
  constructor(details: { attempts: number; reason: string }, options?: ErrorOptions) {
    super(
      `Cannot get a response from the LLM: ${details.attempts} attempts failed, the last with: ${details.reason}`,
      details,
      options,
    )
  }
}

/** A worker thread ended while a call was in flight; it is started again by itself. */
export class WorkerLostError extends SmartMemoError {
  readonly code = 'SMARTMEMO_WORKER_LOST'
  constructor(details: { worker: string; reason: string }) {
    super(
      `Cannot finish the call: the ${details.worker} worker ended (${details.reason}). It is being started again; try once more`,
      details,
    )
  }
}

/** A part of the cache that gave no answer in time. */
export class DeadlineError extends SmartMemoError {
  readonly code = 'SMARTMEMO_DEADLINE'
  constructor(details: { action: string; limitMs: number }) {
    super(`Cannot ${details.action}: nothing came back within ${details.limitMs} ms. Try again later`, details)
  }
}

/** The cache was closed before or during the call. */
export class CacheClosedError extends SmartMemoError {
  readonly code = 'SMARTMEMO_CLOSED'
  constructor(details: { action: string }) {
    super(`Cannot ${details.action}: the cache is closed. Create a new SmartMemo`, details)
  }
}

/** A value larger than the cache accepts. */
export class LimitError extends SmartMemoError {
  readonly code = 'SMARTMEMO_LIMIT'
  constructor(details: { what: string; size: number; limit: number; unit: string }) {
    super(
      `Cannot accept ${details.what} of ${details.size} ${details.unit}: the limit is ${details.limit} ${details.unit}`,
      details,
    )
  }
}

/** A vector index that could not be built, loaded or asked; exact search over the same embeddings always can. */
export class VectorIndexError extends SmartMemoError {
  readonly code = 'SMARTMEMO_VECTOR_INDEX'
  constructor(details: { action: string; reason: string }, options?: ErrorOptions) {
    super(`Cannot ${details.action} an HNSW index: ${details.reason}. Build it anew from the embeddings`, details, options)
  }
}

/** Labelled pairs that no classifier can be trained or judged on. */
export class TrainingDataError extends SmartMemoError {
  readonly code = 'SMARTMEMO_TRAINING_DATA'
  constructor(details: { subject: string; problem: string; remedy: string }) {
    super(`Cannot train on ${details.subject}: ${details.problem}. ${details.remedy}`, details)
  }
}
