import * as fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeReplay, encodeReplay, type Replay } from '../../src/retraining/replay-file.js'

const number = fc.float({ min: -100, max: 100, noNaN: true })
const floats = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values))
const anyReplay = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 })).chain(([rows, width]) =>
  fc.record<Replay>({
    featureHash: fc.constant('abc'),
    width: fc.constant(width),
    features: floats(rows * width),
    baseLogits: floats(rows),
    weights: floats(rows),
    labels: fc.array(fc.constantFrom(0, 1), { minLength: rows, maxLength: rows }).map((values) => Float32Array.from(values)),
  }),
)

describe('a replay file', () => {
  it('gives back labels, weights and logits as they were, and features within half a step', () => {
    fc.assert(
      fc.property(anyReplay, (replay) => {
        const decoded = decodeReplay('replay.bin', encodeReplay(replay))
        expect({ ...decoded, features: null }).toEqual({ ...replay, features: null })
        decoded.features.forEach((value, at) =>
          expect(Math.abs(value - replay.features[at]!)).toBeLessThanOrEqual(200 / 255 / 2 + 1e-4),
        )
      }),
      { seed: 5 },
    )
  })

  it('keeps features of two values exactly', () => {
    const replay: Replay = {
      featureHash: 'h',
      width: 2,
      features: Float32Array.of(0, 3, 1, 3),
      baseLogits: Float32Array.of(1, 2),
      weights: Float32Array.of(1, 1),
      labels: Float32Array.of(0, 1),
    }
    expect(decodeReplay('replay.bin', encodeReplay(replay))).toEqual(replay)
  })

  it.each([
    ['no gzip', Buffer.from('hello')],
    ['no header', gzipSync('hello')],
    ['a header of another make', gzipSync('{"formatVersion":2}\n')],
    ['fewer rows than it says', gzipSync('{"formatVersion":1,"featureHash":"h","rows":9,"width":1,"least":[0],"steps":[1]}\nab')],
  ])('is refused with %s', (_, bytes) => {
    expect(() => decodeReplay('replay.bin', bytes)).toThrow(expect.objectContaining({ code: 'SMARTMEMO_MODEL_FILE' }))
  })

  it('either decodes or is refused, whatever byte is changed', () => {
    const bytes = encodeReplay({
      featureHash: 'h',
      width: 1,
      features: Float32Array.of(1, 2),
      baseLogits: Float32Array.of(0, 0),
      weights: Float32Array.of(1, 1),
      labels: Float32Array.of(0, 1),
    })
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        try {
          decodeReplay('replay.bin', Uint8Array.from(bytes).with(at, byte))
        } catch (error) {
          expect(error).toMatchObject({ code: 'SMARTMEMO_MODEL_FILE' })
        }
      }),
      { seed: 6, numRuns: 500 },
    )
  })
})
