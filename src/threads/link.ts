import { CacheClosedError, WorkerLostError } from '../errors/errors.js'
import { within } from '../cache/deadline.js'
import type { Connection, Connector } from './connection.js'
import { OpenOnce } from './open-once.js'
import { remoteObject } from './remote-object.js'

/** Longest that a service may take to close before its thread is ended; the largest database is written in a few seconds. */
export const CLOSE_DEADLINE_MS = 60_000

/**
 * Keeps one opened connection to a service. It is opened on first use; when it is lost it is opened again at
 * once, so that the state of the service is rebuilt before the next call; when opening fails, callers get the
 * error and a later call tries again.
 */
export class Link<T extends object> {
  /** The service; each call waits until it is open. */
  readonly service: T
  readonly #connector: Connector<T>
  readonly #open: (service: T) => Promise<unknown>
  readonly #connection = new OpenOnce(() => this.#connect())
  #closing: Promise<void> | undefined
  /** Calls that have no answer yet. */
  pendingCalls = 0

  constructor(connector: Connector<T>, open: (service: T) => Promise<unknown>) {
    this.#connector = connector
    this.#open = open
    this.service = remoteObject((method, args) => this.#call(method, args)) as T
  }

  /** Opens the service if need be; rejects with what opening failed with. */
  async ready(): Promise<void> {
    await this.#connection.get()
  }

  /** Closes the service and ends its thread; idempotent. Rejects when the service could not close cleanly, or in time. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown()
    return this.#closing
  }

  async #call(method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#closing) throw new CacheClosedError({ action: `use the ${this.#connector.name}` })
    this.pendingCalls++
    try {
      const { service } = await this.#connection.get()
      return await (service as Record<string, (...args: readonly unknown[]) => unknown>)[method]!(...args)
    } finally {
      this.pendingCalls--
    }
  }

  async #connect(): Promise<Connection<T>> {
    const connection = await this.#connector.connect()
    try {
      await this.#open(connection.service)
    } catch (error) {
      await connection.disconnect()
      throw error
    }
    void this.#renewWhenLost(connection)
    return connection
  }

  async #renewWhenLost({ lost }: Connection<T>): Promise<void> {
    await lost
    if (!this.#closing) void this.#connection.renew()
  }

  async #shutDown(): Promise<void> {
    const connection = await this.#connection.peek()?.catch(() => undefined)
    try {
      if (connection) await closeService(this.#connector.name, connection)
    } finally {
      await connection?.disconnect()
      await this.#connector.close()
    }
  }
}

/** Resolves also when the service is gone before it could close: there is nothing left to close then. */
async function closeService(name: string, { service, lost }: Connection<object>): Promise<void> {
  const closed = (async () => (service as { close?(): Promise<void> }).close?.())()
  try {
    await Promise.race([within(CLOSE_DEADLINE_MS, `close the ${name}`, closed), lost])
  } catch (error) {
    if (!(error instanceof WorkerLostError)) throw error
  }
}
