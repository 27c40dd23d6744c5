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
