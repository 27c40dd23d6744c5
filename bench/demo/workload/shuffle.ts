/**
 * Returns a copy in an order that depends on the seed alone (Fisher-Yates shuffle over a 32-bit xorshift generator;
 * Marsaglia, Xorshift RNGs, 2003).
 */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const shuffled = [...items]
  // Zero is the one state that xorshift never leaves.
  let state = Math.imul(seed, 0x9e3779b1) || 1
  const draw = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  for (let end = shuffled.length - 1; end > 0; end--) {
    const pick = Math.floor(draw() * (end + 1))
    ;[shuffled[end], shuffled[pick]] = [shuffled[pick]!, shuffled[end]!]
  }
  return shuffled
}
