/** Ascending, unique hashes of the character trigrams of the space-joined tokens, with a space at either end. */
export function trigramHashes(texts: readonly string[]): Uint32Array {
  const text = ` ${texts.join(' ')} `
  const hashes = new Uint32Array(text.length - 2)
  for (let at = 0; at < hashes.length; at++) {
    hashes[at] = Math.imul(text.charCodeAt(at), 0x9e3779b1) ^ (text.charCodeAt(at + 1) << 16) ^ text.charCodeAt(at + 2)
  }
  return withoutRepeats(hashes.sort())
}

function withoutRepeats(ascending: Uint32Array): Uint32Array {
  let count = 0
  for (let at = 0; at < ascending.length; at++) {
    if (at === 0 || ascending[at] !== ascending[at - 1]) ascending[count++] = ascending[at]!
  }
  return ascending.slice(0, count)
}
