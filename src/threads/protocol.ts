import type { MessagePort } from 'node:worker_threads'
import type { WireError } from '../errors/wire.js'

/** The task that Piscina hands to a worker: serve calls on this port. */
export interface AttachTask {
  readonly port: MessagePort
}

/** What a worker answers to a call; errors travel as data because structured clone drops their class. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }

/** The one function that a worker exposes through Comlink. */
export type Dispatch = (method: string, ...args: unknown[]) => Promise<Reply>
