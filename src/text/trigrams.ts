/** Ascending, unique hashes of the character trigrams of the space-joined tokens, with a space at either end. */
export function trigramHashes(texts: readonly string[]): Uint32Array {
  const text = ` ${texts.join(' ')} `
  const hashes = new Set<number>()
  for (let at = 0; at + 3 <= text.length; at++) {
    hashes.add((Math.imul(text.charCodeAt(at), 0x9e3779b1) ^ (text.charCodeAt(at + 1) << 16) ^ text.charCodeAt(at + 2)) >>> 0)
  }
  return Uint32Array.from(hashes).sort()
}
