/** Feature vectors of labelled pairs, one a row. */
export interface FeatureRows {
  readonly count: number
  readonly width: number
  /** True when a pair and its exchange have the same features. */
  readonly isSymmetric: boolean
  /**
   * Writes row `row` to `target` from `offset` on. `isSwapped` asks for the pair with its sides exchanged.
   */
  write(row: number, target: Float32Array, offset: number, isSwapped: boolean): void
}

/** Rows in one array, row-major; features that do not depend on the order of the sides. */
export class MatrixRows implements FeatureRows {
  readonly isSymmetric = true
  readonly count: number
  readonly width: number
  readonly #values: Float32Array

  constructor(values: Float32Array, width: number) {
    this.#values = values
    this.width = width
    this.count = values.length / width
  }

  write(row: number, target: Float32Array, offset: number): void {
    target.set(this.#values.subarray(row * this.width, (row + 1) * this.width), offset)
  }
}

/** The same rows in one array, worked out once; only for rows that do not depend on the order of the sides. */
export function copyRows(rows: FeatureRows): MatrixRows {
  const values = new Float32Array(rows.count * rows.width)
  for (let row = 0; row < rows.count; row++) rows.write(row, values, row * rows.width, false)
  return new MatrixRows(values, rows.width)
}

/** Some rows of others, in the order given. */
export class SelectedRows implements FeatureRows {
  readonly #rows: FeatureRows
  readonly #picked: ArrayLike<number>

  constructor(rows: FeatureRows, picked: ArrayLike<number>) {
    this.#rows = rows
    this.#picked = picked
  }

  get count(): number {
    return this.#picked.length
  }

  get width(): number {
    return this.#rows.width
  }

  get isSymmetric(): boolean {
    return this.#rows.isSymmetric
  }

  write(row: number, target: Float32Array, offset: number, isSwapped: boolean): void {
    this.#rows.write(this.#picked[row]!, target, offset, isSwapped)
  }
}

/** Rows of several kinds one after the other; all have the same width. */
export class JoinedRows implements FeatureRows {
  readonly count: number
  readonly width: number
  readonly isSymmetric: boolean
  readonly #parts: readonly FeatureRows[]

  constructor(parts: readonly FeatureRows[]) {
    this.#parts = parts
    this.count = parts.reduce((sum, { count }) => sum + count, 0)
    this.width = parts[0]?.width ?? 0
    this.isSymmetric = parts.every((part) => part.isSymmetric)
    if (parts.some(({ width }) => width !== this.width)) throw new RangeError('Cannot join rows of different widths')
  }

  write(row: number, target: Float32Array, offset: number, isSwapped: boolean): void {
    let rest = row
    for (const part of this.#parts) {
      if (rest < part.count) return part.write(rest, target, offset, isSwapped)
      rest -= part.count
    }
    throw new RangeError(`Cannot write row ${row} of ${this.count}`)
  }
}
