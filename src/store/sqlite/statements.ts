import type { Database, SqlValue, Statement } from 'sql.js'

/**
 * Changes that share a transaction. Writing its pages back costs more than the changes themselves; there is no disk
 * below, so nothing is risked by waiting, but the transaction remembers the old pages until its end.
 */
const CHANGES_PER_TRANSACTION = 128

/** Keeps prepared statements by their text and runs them. */
export class Statements {
  readonly #database: Database
  readonly #prepared = new Map<string, Statement>()
  #changes = 0

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

  /** Runs `work`, which is undone when it throws. */
  atomically(work: () => void): void {
    if (this.#changes === 0) this.run('BEGIN')
    this.#changes++
    this.run('SAVEPOINT change')
    try {
      work()
      this.run('RELEASE change')
    } catch (error) {
      this.run('ROLLBACK TO change')
      this.run('RELEASE change')
      throw error
    }
    if (this.#changes >= CHANGES_PER_TRANSACTION) this.commit()
  }

  /** Ends the open transaction, if there is one; must be called before the database is exported. */
  commit(): void {
    if (this.#changes === 0) return
    this.run('COMMIT')
    this.#changes = 0
  }

  #prepare(sql: string): Statement {
    let statement = this.#prepared.get(sql)
    if (!statement) this.#prepared.set(sql, (statement = this.#database.prepare(sql)))
    return statement
  }
}
