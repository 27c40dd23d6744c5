import type { Database, SqlValue, Statement } from 'sql.js'

/** Keeps prepared statements by their text and runs them. */
export class Statements {
  readonly #database: Database
  readonly #prepared = new Map<string, Statement>()

  constructor(database: Database) {
    this.#database = database
  }

  run(sql: string, params: SqlValue[] = []): void {
    const statement = this.#prepare(sql)
    try {
      statement.bind(params)
      statement.step()
    } finally {
      statement.reset()
    }
  }

  /** The first row; undefined without one. */
  row(sql: string, params: SqlValue[] = []): SqlValue[] | undefined {
    const statement = this.#prepare(sql)
    try {
      statement.bind(params)
      return statement.step() ? statement.get() : undefined
    } finally {
      statement.reset()
    }
  }

  rows(sql: string, params: SqlValue[] = []): SqlValue[][] {
    const statement = this.#prepare(sql)
    const rows: SqlValue[][] = []
    try {
      statement.bind(params)
      while (statement.step()) rows.push(statement.get())
    } finally {
      statement.reset()
    }
    return rows
  }

  /** Rows one by one, on a statement of their own that ends with the iteration. */
  *stream(sql: string, params: SqlValue[] = []): Generator<SqlValue[], void> {
    const statement = this.#database.prepare(sql)
    try {
      statement.bind(params)
      while (statement.step()) yield statement.get()
    } finally {
      statement.free()
    }
  }

  /** Runs `work` in a transaction, which is undone when it throws. */
  transaction(work: () => void): void {
    this.run('BEGIN')
    try {
      work()
      this.run('COMMIT')
    } catch (error) {
      this.run('ROLLBACK')
      throw error
    }
  }

  #prepare(sql: string): Statement {
    let statement = this.#prepared.get(sql)
    if (!statement) this.#prepared.set(sql, (statement = this.#database.prepare(sql)))
    return statement
  }
}
