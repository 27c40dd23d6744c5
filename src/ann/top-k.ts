/** Keeps the k items of highest rank; ties go to the one that came first. */
export class TopK<T> {
  readonly #limit: number
  readonly #ranks: number[] = []
  readonly #items: T[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Rank that an item must exceed to get in; −Infinity while there is room. */
  get floor(): number {
    return this.#items.length < this.#limit ? -Infinity : (this.#ranks.at(-1) ?? Infinity)
  }

  offer(rank: number, item: T): void {
    if (!(rank > this.floor)) return
    let at = this.#ranks.length
    while (at > 0 && this.#ranks[at - 1]! < rank) at--
    this.#ranks.splice(at, 0, rank)
    this.#items.splice(at, 0, item)
    if (this.#items.length > this.#limit) {
      this.#ranks.pop()
      this.#items.pop()
    }
  }

  /** By falling rank. */
  items(): T[] {
    return this.#items
  }
}
