import type { Connection, Connector } from '../../src/threads/connection.js'

/** A connector to services that the test makes, whose connections it can cut. */
export class FakeConnector<T extends object> implements Connector<T> {
  readonly name = 'fake'
  readonly #create: (attempt: number) => T
  /** Connections made so far. */
  attempts = 0
  disconnects = 0
  closes = 0
  #lose: (reason: string) => void = () => {}

  constructor(create: (attempt: number) => T) {
    this.#create = create
  }

  connect(): Promise<Connection<T>> {
    const lost = new Promise<string>((resolve) => (this.#lose = resolve))
    const service = this.#create(++this.attempts)
    return Promise.resolve({
      service,
      lost,
      disconnect: async () => {
        this.disconnects++
      },
    })
  }

  close(): Promise<void> {
    this.closes++
    return Promise.resolve()
  }

  /** Cuts the latest connection. */
  lose(): void {
    this.#lose('cut by the test')
  }
}
