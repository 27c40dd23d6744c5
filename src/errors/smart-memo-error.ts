/** Marks errors of this library across copies of the package and across realms. */
const MARK = Symbol.for('smartmemo.error')

/** A value that survives the trip between threads as plain JSON. */
export type Detail = string | number | boolean | null | undefined | readonly Detail[] | { readonly [key: string]: Detail }
export type Details = Readonly<Record<string, Detail>>

/**
 * Base of every error that SmartMemo throws on its own behalf. `code` is stable and safe to switch on;
 * `details` holds the values that the message names, so that an error can be rebuilt on another thread.
 */
export abstract class SmartMemoError extends Error {
  abstract readonly code: string
  readonly details: Details

  constructor(message: string, details: Details, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.details = details
    Object.defineProperty(this, MARK, { value: true })
  }
}

/** Tells whether `error` was thrown by any copy of this library. */
export function isSmartMemoError(error: unknown): error is SmartMemoError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[MARK] === true
}
