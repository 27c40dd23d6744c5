/** A service that is running somewhere: on this thread or on another. */
export interface Connection<T> {
  readonly service: T
  /** Resolves with the reason once the other side is gone; never for a service on this thread. */
  readonly lost: Promise<string>
  /** Ends the connection and what it started. */
  disconnect(): Promise<void>
}

/** Starts a service, or connects to it again after it was lost. */
export interface Connector<T> {
  readonly name: string
  connect(): Promise<Connection<T>>
  close(): Promise<void>
}

/** Runs the service on the calling thread, for runtimes without worker threads. */
export class InlineConnector<T> implements Connector<T> {
  readonly name: string
  readonly #create: () => T

  constructor(name: string, create: () => T) {
    this.name = name
    this.#create = create
  }

  connect(): Promise<Connection<T>> {
    return Promise.resolve({ service: this.#create(), lost: new Promise(() => {}), disconnect: () => Promise.resolve() })
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
