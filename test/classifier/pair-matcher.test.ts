import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MATCHER_TOKENS, readMatcherWeights, RELATION_BITS, ROLE_BITS } from '../../src/classifier/matcher-weights.js'
import { PairMatcher } from '../../src/classifier/pair-matcher.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { PROMPTS, wordyPrompt } from './prompts.js'
import { align, RandomVectors } from './reading.js'

const vectors = new RandomVectors()
const STATE_SIZE = 6
/** With the place, the weight, and the mark of a word. */
const SHOWN_SIZE = STATE_SIZE + 3
const RELATION_SIZE = 4
const FLOATS = vectors.dimensions * STATE_SIZE + STATE_SIZE + ROLE_BITS * STATE_SIZE + RELATION_BITS * RELATION_SIZE + 2

/** A file of weights as `models/train` writes it. */
function weightsFile(): Uint8Array {
  const random = seededRandom(7)
  const floats = Float32Array.from({ length: FLOATS }, () => random.share() - 0.5)
  const header = Uint32Array.of(STATE_SIZE, RELATION_SIZE, vectors.dimensions)
  return Uint8Array.from([...new Uint8Array(header.buffer), ...new Uint8Array(floats.buffer)])
}

const weights = readMatcherWeights('matcher.bin', weightsFile())

describe('readMatcherWeights', () => {
  it('reads every part in its place', () => {
    const floats = new Float32Array(weightsFile().buffer, 12)
    const { projection, bias, roles, relations, cosinePull, distancePull, ...sizes } = weights
    expect(sizes).toEqual({ stateSize: STATE_SIZE, relationSize: RELATION_SIZE, dimensions: vectors.dimensions })
    expect([...projection, ...bias, ...roles, ...relations, cosinePull, distancePull]).toEqual([...floats])
    expect(roles).toHaveLength(ROLE_BITS * STATE_SIZE)
  })

  it('refuses a file of any other length', () => {
    const file = weightsFile()
    const error = expect.objectContaining({ code: 'SMARTMEMO_MODEL_FILE' }) as Error
    fc.assert(
      fc.property(fc.nat(file.length + 8), (length) => {
        fc.pre(length !== file.length)
        const other = new Uint8Array(length)
        other.set(file.subarray(0, length))
        expect(() => readMatcherWeights('matcher.bin', other)).toThrow(error)
      }),
    )
  })
})

describe('PairMatcher', () => {
  it('gives a pair the same inputs alone and padded among others', () => {
    const matcher = new PairMatcher(weights)
    fc.assert(
      fc.property(fc.array(fc.tuple(wordyPrompt, wordyPrompt), { minLength: 1, maxLength: 4 }), (prompts) => {
        const pairs = prompts.map(([a, b]) => align(a, b, vectors))
        const together = matcher.inputs(pairs)
        for (const [index, pair] of pairs.entries()) {
          for (const [name, alone] of Object.entries(matcher.inputs([pair]))) {
            const { data, dims } = together[name]!
            const [, , ...sizes] = alone.dims as [number, number, ...number[]]
            for (const side of [0, 1]) {
              for (const place of places(sizes)) {
                const own = flat([side, 0, ...place], alone.dims)
                expect(data[flat([side, index, ...place], dims)], `${name} ${place.join()}`).toBe(alone.data[own])
              }
            }
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('shows at most the first words of long prompts', () => {
    const long = PROMPTS.find((prompt) => prompt.length > 500)!
    const { states, pulls } = new PairMatcher(weights).inputs([align(long, `${long} again`, vectors)])
    expect(states!.dims).toEqual([2, 1, MATCHER_TOKENS, SHOWN_SIZE])
    expect(pulls!.dims).toEqual([2, 1, MATCHER_TOKENS, MATCHER_TOKENS])
  })

  it('shows the second side every cell as the first side sees it', () => {
    const matcher = new PairMatcher(weights)
    fc.assert(
      fc.property(wordyPrompt, wordyPrompt, (a, b) => {
        const pair = align(a, b, vectors)
        const { pulls, relations } = matcher.inputs([pair])
        const shown = [pair.a, pair.b].map(({ texts }) => Math.min(MATCHER_TOKENS, texts.length))
        for (const [i, j] of places(shown) as [number, number][]) {
          expect(pulls!.data[flat([1, 0, j, i], pulls!.dims)]).toBe(pulls!.data[flat([0, 0, i, j], pulls!.dims)])
          for (let k = 0; k < RELATION_SIZE; k++) {
            const [mirrored, own] = [flat([1, 0, j, i, k], relations!.dims), flat([0, 0, i, j, k], relations!.dims)]
            expect(relations!.data[mirrored]).toBe(relations!.data[own])
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('marks every word, so that zeros mean padding, and shares out their weight', () => {
    const { states, shares } = new PairMatcher(weights).inputs([align('the of it', 'bake bread at home', vectors)])
    const words = states!.dims[2]!
    const marks = Array.from({ length: 2 * words }, (_, row) => Number(states!.data[(row + 1) * SHOWN_SIZE - 1]))
    expect(marks).toEqual([1, 1, 1, 0, 1, 1, 1, 1])
    const all = [...(shares!.data as Float32Array)]
    const [ofA, ofB] = [all.slice(0, words), all.slice(words)]
    expect([ofA, ofB].map((side) => side.filter((share) => share > 0).length)).toEqual([3, 4])
    for (const side of [ofA, ofB]) expect(side.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
  })

  it('keeps attention away from padding', () => {
    const { pulls } = new PairMatcher(weights).inputs([align('bake', 'bake bread', vectors)])
    const all = [...(pulls!.data as Float32Array)]
    const [ofA, ofB] = [all.slice(0, 4), all.slice(4)]
    expect(ofA.map((pull) => pull <= -1000)).toEqual([false, false, true, true])
    expect(ofB.map((pull) => pull <= -1000)).toEqual([false, true, false, true])
    expect([ofB[0], ofB[2]]).toEqual([ofA[0], ofA[1]])
  })

  it('describes a cell by the sum over its relations, the cosine last', () => {
    const pair = align('approve', 'deny', vectors)
    const { relations, pulls } = new PairMatcher(weights).inputs([pair])
    const bits = Array.from({ length: RELATION_BITS }, (_, bit) => bit).filter((bit) => (pair.relations[0]! & (1 << bit)) !== 0)
    expect(bits.length).toBeGreaterThan(0)
    const sumOver = (column: number) => bits.reduce((sum, bit) => sum + weights.relations[bit * RELATION_SIZE + column]!, 0)
    const described = [...(relations!.data as Float32Array)]
    for (let column = 1; column < RELATION_SIZE; column++) expect(described[column - 1]).toBeCloseTo(sumOver(column), 5)
    expect(described.at(-1)).toBe(pair.cosines[0])
    expect(Number(pulls!.data[0])).toBeCloseTo(sumOver(0) + weights.cosinePull * pair.cosines[0]!, 5)
  })
})

describe('WordStates', () => {
  it('adds the bias, the roles and the projected vector of a word', () => {
    const pair = align('bake', 'bake bread', vectors)
    const { data } = new PairMatcher(weights).inputs([pair]).states!
    const vector = vectors.vectorOf('bake')
    const secondOfB = (3 + 1 - 1) * SHOWN_SIZE
    const added = Array.from(data as Float32Array).slice(secondOfB + STATE_SIZE, secondOfB + SHOWN_SIZE)
    expect(added).toEqual([1, expect.any(Number), 1])
    for (let k = 0; k < STATE_SIZE; k++) {
      let expected = weights.bias[k]!
      for (let bit = 0; bit < ROLE_BITS; bit++) {
        if ((pair.a.roles[0]! & (1 << bit)) !== 0) expected += weights.roles[bit * STATE_SIZE + k]!
      }
      for (let d = 0; d < vector.length; d++) expected += vector[d]! * weights.projection[d * STATE_SIZE + k]!
      expect(Number(data[k])).toBeCloseTo(expected, 5)
    }
  })
})

/** All index tuples within some sizes. */
function places(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (found, size) => found.flatMap((place) => Array.from({ length: size }, (_, at) => [...place, at])),
    [[]],
  )
}

function flat(place: readonly number[], dims: readonly number[]): number {
  return place.reduce((sum, at, axis) => sum * dims[axis]! + at, 0)
}
