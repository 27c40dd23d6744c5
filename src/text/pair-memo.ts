/** A power of two. Keys and values take 8 bytes a slot: 512 kB. */
const SLOTS = 65_536
/** Odd, about 2³² ÷ the golden ratio (Knuth, TAOCP 3, 6.4); folded, since frequent words differ in few bits. */
const SPREAD = 0x9e3779b1

/**
 * Remembers a whole number (0…2³¹) for unordered pairs of ids (0…65,535). Bounded: a pair may be forgotten for another one,
 * so that its number has to be computed again.
 */
export class PairMemo {
  readonly #keys = new Uint32Array(SLOTS)
  /** One more than the remembered number; 0 for an empty slot. */
  readonly #values = new Uint32Array(SLOTS)

  /** −1 when the pair is not remembered. */
  get(idA: number, idB: number): number {
    const key = keyOf(idA, idB)
    const slot = slotOf(key)
    return this.#keys[slot] === key ? this.#values[slot]! - 1 : -1
  }

  set(idA: number, idB: number, value: number): void {
    const key = keyOf(idA, idB)
    const slot = slotOf(key)
    this.#keys[slot] = key
    this.#values[slot] = value + 1
  }
}

function keyOf(idA: number, idB: number): number {
  return (idA < idB ? (idA << 16) | idB : (idB << 16) | idA) >>> 0
}

function slotOf(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 15), SPREAD)
  return (mixed ^ (mixed >>> 15)) & (SLOTS - 1)
}
