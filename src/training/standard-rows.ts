import type { FeatureRows } from './feature-rows.js'

/** Shift and scale by feature: (x − mean) · scale, kept within ±{@link CLIP}. */
export interface Standardisation {
  readonly means: Float32Array
  readonly scales: Float32Array
}

/** Standard deviations at which a feature is cut off, so that a value unseen in training cannot dominate. */
export const CLIP = 5
/** Added to deviations, so that a feature which never varied does not blow up when it does. */
const LEAST_DEVIATION = 1e-3

/** Means and inverse standard deviations of the features over all rows, one pass (Welford 1962). */
export function standardise(rows: FeatureRows): Standardisation {
  const { width, count } = rows
  const row = new Float32Array(width)
  const means = new Float64Array(width)
  const squares = new Float64Array(width)
  for (let at = 0; at < count; at++) {
    rows.write(at, row, 0, false)
    for (let column = 0; column < width; column++) {
      const change = row[column]! - means[column]!
      means[column]! += change / (at + 1)
      squares[column]! += change * (row[column]! - means[column]!)
    }
  }
  return {
    means: Float32Array.from(means),
    scales: Float32Array.from(squares, (square) => 1 / (Math.sqrt(square / count) + LEAST_DEVIATION)),
  }
}

/** Standardised rows of others. */
export class StandardRows implements FeatureRows {
  readonly #rows: FeatureRows
  readonly #standardisation: Standardisation

  constructor(rows: FeatureRows, standardisation: Standardisation) {
    this.#rows = rows
    this.#standardisation = standardisation
  }

  get count(): number {
    return this.#rows.count
  }

  get width(): number {
    return this.#rows.width
  }

  get isSymmetric(): boolean {
    return this.#rows.isSymmetric
  }

  write(row: number, target: Float32Array, offset: number, isSwapped: boolean): void {
    const { means, scales } = this.#standardisation
    this.#rows.write(row, target, offset, isSwapped)
    for (let column = 0; column < this.width; column++) {
      const value = Math.fround(Math.fround(target[offset + column]! - means[column]!) * scales[column]!)
      target[offset + column] = Math.min(CLIP, Math.max(-CLIP, value))
    }
  }
}

/** Rows with one more column at their end. */
export class ExtendedRows implements FeatureRows {
  readonly width: number
  readonly #rows: FeatureRows
  readonly #column: Float32Array

  constructor(rows: FeatureRows, column: Float32Array) {
    this.#rows = rows
    this.#column = column
    this.width = rows.width + 1
  }

  get count(): number {
    return this.#rows.count
  }

  get isSymmetric(): boolean {
    return this.#rows.isSymmetric
  }

  write(row: number, target: Float32Array, offset: number, isSwapped: boolean): void {
    this.#rows.write(row, target, offset, isSwapped)
    target[offset + this.width - 1] = this.#column[row]!
  }
}
