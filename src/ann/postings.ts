const FIRST_CAPACITY = 4

/** Where a term occurs and with which weight, in typed arrays that grow by doubling. */
export class Postings {
  #positions = new Uint32Array(FIRST_CAPACITY)
  #weights = new Float32Array(FIRST_CAPACITY)
  #count = 0

  append(position: number, weight: number): void {
    if (this.#count === this.#positions.length) this.#grow()
    this.#positions[this.#count] = position
    this.#weights[this.#count] = weight
    this.#count++
  }

  /** Adds `factor` × weight to `sums` at every position. */
  addTo(sums: Float64Array, factor: number): void {
    const positions = this.#positions
    const weights = this.#weights
    const count = this.#count
    for (let index = 0; index < count; index++) sums[positions[index]!]! += factor * weights[index]!
  }

  #grow(): void {
    const positions = new Uint32Array(this.#count * 2)
    positions.set(this.#positions)
    const weights = new Float32Array(this.#count * 2)
    weights.set(this.#weights)
    this.#positions = positions
    this.#weights = weights
  }
}
