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

const BUILT_IN = { TypeError, RangeError, SyntaxError, URIError, EvalError, ReferenceError } as const

/** Rebuilds the error that {@link encodeError} described, with its class, code and cause. */
export function decodeError(wire: WireError): Error {
  const error = rebuild(wire)
  if (wire.stack !== undefined) error.stack = wire.stack
  // Not every class takes a cause.
  if (wire.cause) Object.defineProperty(error, 'cause', { value: decodeError(wire.cause), configurable: true, writable: true })
  return error
}

function rebuild({ name, message, code, details }: WireError): Error {
  const known = (classes as unknown as Record<string, ErrorClass>)[name]
  if (known && details) return new known(details as never)
  const BuiltIn = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name as keyof typeof BUILT_IN] : Error
  const error = new BuiltIn(message)
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  return code === undefined ? error : Object.assign(error, { code })
}
