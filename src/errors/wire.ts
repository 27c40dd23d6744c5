import * as classes from './errors.js'
import { isSmartMemoError, type Details } from './smart-memo-error.js'

/** An error as plain data, for messages between threads (structured clone drops class, code and details). */
export interface WireError {
  readonly name: string
  readonly message: string
  readonly stack?: string
  readonly code?: string
  readonly details?: Details
  readonly cause?: WireError
}

const MAX_CAUSE_DEPTH = 4

/** Turns anything thrown into plain data; `cause` chains are kept to a depth of four. */
export function encodeError(error: unknown, depth = 0): WireError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const cause = error.cause !== undefined && depth < MAX_CAUSE_DEPTH ? encodeError(error.cause, depth + 1) : undefined
  const code = (error as { code?: unknown }).code
  return {
    name: error.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(typeof code === 'string' && { code }),
    ...(isSmartMemoError(error) && { details: error.details }),
    ...(cause && { cause }),
  }
}

type ErrorClass = new (details: never, options?: ErrorOptions) => Error

/** Rebuilds the error that {@link encodeError} described, with its class, code and cause. */
export function decodeError(wire: WireError): Error {
  const options = wire.cause ? { cause: decodeError(wire.cause) } : undefined
  const known = (classes as unknown as Record<string, ErrorClass>)[wire.name]
  const error =
    known && wire.details
      ? new known(wire.details as never, options)
      : Object.assign(new Error(wire.message, options), { name: wire.name })
  if (wire.stack !== undefined) error.stack = wire.stack
  if (wire.code !== undefined && !known) Object.assign(error, { code: wire.code })
  return error
}
