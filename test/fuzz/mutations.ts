import * as fc from 'fast-check'

/** Places are shares of the length, so that they keep their meaning while inputs shrink and grow. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const someBytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 12 }),
  // Lengths and counts that parsers trip over.
  fc.constantFrom(
    Uint8Array.of(0, 0, 0, 0),
    Uint8Array.of(0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0xff, 0xff, 0xff, 0x7f),
    Uint8Array.of(0, 0, 0, 0x80),
    Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
    new Uint8Array(Buffer.from('NaN')),
    new Uint8Array(Buffer.from('"')),
    new Uint8Array(Buffer.from('{"__proto__":1}')),
    new Uint8Array(Buffer.from('[[[[[[[[')),
    new Uint8Array(Buffer.from('\ufeff')),
    new Uint8Array(Buffer.from('1e999')),
  ),
)

type Mutation = (bytes: Buffer) => Buffer

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.nat({ max: 7 })).map(([share, bit]): Mutation => (bytes) => {
    const copy = Buffer.from(bytes)
    if (copy.length > 0) copy[at(copy, share)]! ^= 1 << bit
    return copy
  }),
  fc.tuple(place, someBytes).map(([share, put]): Mutation => (bytes) => {
    const copy = Buffer.from(bytes)
    copy.set(put.subarray(0, copy.length - at(copy, share)), at(copy, share))
    return copy
  }),
  fc.tuple(place, someBytes).map(
    ([share, put]): Mutation =>
      (bytes) =>
        splice(bytes, at(bytes, share), 0, put),
  ),
  fc.tuple(place, fc.nat({ max: 40 })).map(
    ([share, count]): Mutation =>
      (bytes) =>
        splice(bytes, at(bytes, share), count, []),
  ),
  fc.tuple(place, place, fc.nat({ max: 200 })).map(([from, to, count]): Mutation => (bytes) => {
    const start = at(bytes, from)
    return splice(bytes, at(bytes, to), 0, bytes.subarray(start, start + count))
  }),
  place.map(
    (share): Mutation =>
      (bytes) =>
        bytes.subarray(0, at(bytes, share)),
  ),
)

/** One of `originals`, changed in one to four ways; now and then bytes of nothing. */
export function mutated(...originals: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const changed = fc
    .tuple(fc.constantFrom(...originals), fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([original, mutations]) => mutations.reduce<Buffer>((bytes, mutate) => mutate(bytes), Buffer.from(original)))
  return fc.oneof(
    { weight: 12, arbitrary: changed },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  )
}

/** The same for text, which may not be UTF-8 any more. */
export function mutatedText(...originals: readonly string[]): fc.Arbitrary<string> {
  return mutated(...originals.map((text) => Buffer.from(text))).map((bytes) => bytes.toString('utf8'))
}

function at(bytes: Buffer, share: number): number {
  return Math.floor(bytes.length * share)
}

function splice(bytes: Buffer, start: number, count: number, put: ArrayLike<number>): Buffer {
  return Buffer.concat([bytes.subarray(0, start), Uint8Array.from(put), bytes.subarray(start + count)])
}
