/** A pair with the value that decided on it. */
export interface JudgedPair {
  readonly index: number
  readonly promptA: string
  readonly promptB: string
  readonly label: 0 | 1
  /** Score or similarity. */
  readonly value: number
}

/** Keeps the pairs that were judged worst, of each label so many: equivalent ones with low values, others with high ones. */
export class WorstPairs {
  readonly #limit: number
  readonly #kept: Readonly<Record<0 | 1, JudgedPair[]>> = { 0: [], 1: [] }

  constructor(limit: number) {
    this.#limit = limit
  }

  add(pair: JudgedPair): void {
    const kept = this.#kept[pair.label]
    if (kept.length === this.#limit && !isWorse(pair, kept[kept.length - 1]!)) return
    const place = kept.findIndex((each) => isWorse(pair, each))
    kept.splice(place === -1 ? kept.length : place, 0, pair)
    if (kept.length > this.#limit) kept.pop()
  }

  /** Worst first; of equal values the one that came first. */
  of(label: 0 | 1): readonly JudgedPair[] {
    return this.#kept[label]
  }
}

/** Both have the same label. */
function isWorse(a: JudgedPair, b: JudgedPair): boolean {
  return a.label === 1 ? a.value < b.value : a.value > b.value
}
