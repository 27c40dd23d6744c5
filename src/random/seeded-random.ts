/** A source of random numbers that gives the same sequence for the same seed on every platform. */
export interface Random {
  /** A whole number, 0…2^32 − 1. */
  bits(): number
  /** A number, 0 ≤ x < 1. */
  share(): number
}

/** sfc32 (Doty-Humphrey, PractRand, public domain): fast in JavaScript, since it needs only 32-bit additions and shifts. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9 ^ seed
  let b = 0x243f6a88
  let c = Math.trunc(seed / 2 ** 32) ^ 0xb7e15162
  let counter = 1
  const bits = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let round = 0; round < 16; round++) bits()
  return { bits, share: () => bits() / 2 ** 32 }
}

/** Brings `values` into a random order, in place (Fisher and Yates). */
export function shuffle<T extends { [index: number]: unknown; readonly length: number }>(values: T, random: Random): T {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random.share() * (last + 1))
    const kept = values[last]
    values[last] = values[other]
    values[other] = kept
  }
  return values
}

/** One of `values`, each as likely; throws `RangeError` for none. */
export function pick<T>(values: readonly T[], random: Random): T {
  if (values.length === 0) throw new RangeError('Cannot pick one of no values')
  return values[Math.floor(random.share() * values.length)]!
}
