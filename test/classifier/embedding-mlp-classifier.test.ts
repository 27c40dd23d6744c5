import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EmbeddingMlpClassifier } from '../../src/classifier/embedding-mlp-classifier.js'
import { createOnnxSession } from '../../src/onnx/session.js'
import { writeOnnxModel } from '../../src/onnx/write-model.js'
import { folderWith, RecordingSession } from './model-folders.js'
import { unitVector } from './reading.js'

const DIMENSIONS = 4
const encoder = { id: 'tested@1', dimensions: DIMENSIONS }
const folder = folderWith({ kind: 'embedding-mlp', encoderId: encoder.id, dimensions: DIMENSIONS })
const sideOf = (...embedding: number[]) => ({ prompt: '', embedding: Float32Array.from(embedding) })

describe('EmbeddingMlpClassifier', () => {
  it.each([
    ['another encoder', { id: 'other@1', dimensions: DIMENSIONS }, folder],
    ['another version of its encoder', { id: 'tested@2', dimensions: DIMENSIONS }, folder],
    ['other dimensions', { id: encoder.id, dimensions: 8 }, folder],
    ['a card that names no encoder', encoder, folderWith({ kind: 'embedding-mlp', dimensions: DIMENSIONS })],
  ])('refuses %s', (_, used, refused) => {
    const mismatch = expect.objectContaining({ code: 'SMARTMEMO_ENCODER_MISMATCH' }) as Error
    expect(() => new EmbeddingMlpClassifier(refused, new RecordingSession(), used)).toThrow(mismatch)
  })

  it.each([
    ['input', new RecordingSession(['x'])],
    ['output', new RecordingSession(['features'], ['y'])],
  ])('refuses a graph without its %s', (_, session) => {
    const modelFileError = expect.objectContaining({ code: 'SMARTMEMO_MODEL_FILE' }) as Error
    expect(() => new EmbeddingMlpClassifier(folder, session, encoder)).toThrow(modelFileError)
  })

  it('feeds both orders of every pair as [a, b, |a − b|, a ∘ b], in one run', async () => {
    const session = new RecordingSession()
    const classifier = new EmbeddingMlpClassifier(folder, session, encoder)
    await classifier.score(sideOf(1, 2, 3, 4), [sideOf(4, 3, 2, 1)])
    const rows = [
      [1, 2, 3, 4, 4, 3, 2, 1, 3, 1, 1, 3, 4, 6, 6, 4],
      [4, 3, 2, 1, 1, 2, 3, 4, 3, 1, 1, 3, 4, 6, 6, 4],
    ]
    expect(session.fed).toEqual([{ features: { data: Float32Array.from(rows.flat()), dims: [2, 4 * DIMENSIONS] } }])
  })

  it('gives the mean of both orders for every candidate', async () => {
    const classifier = new EmbeddingMlpClassifier(folder, new RecordingSession(), encoder)
    expect(await classifier.score(sideOf(1, 0, 0, 0), [sideOf(0, 1, 0, 0), sideOf(0.5, 0, 0, 0)])).toEqual([0.5, 0.75])
  })

  it('does not run its graph without candidates, names no differences, and closes its graph', async () => {
    const session = new RecordingSession()
    const classifier = new EmbeddingMlpClassifier(folder, session, encoder)
    expect(await classifier.score(sideOf(1, 0, 0, 0), [])).toEqual([])
    expect(classifier.explain()).toEqual([])
    await classifier.close()
    expect([session.fed.length, session.closings]).toEqual([0, 1])
  })
})

describe('EmbeddingMlpClassifier on onnxruntime', async () => {
  const session = await createOnnxSession(
    writeOnnxModel({
      name: 'lopsided',
      inputs: [{ name: 'features', type: 'float32', shape: ['rows', 4 * DIMENSIONS] }],
      outputs: [{ name: 'probability', type: 'float32', shape: ['rows', 1] }],
      initializers: [{ name: 'weights', dims: [4 * DIMENSIONS, 1], data: Float32Array.from({ length: 16 }, (_, at) => at - 5) }],
      nodes: [
        { op: 'MatMul', inputs: ['features', 'weights'], outputs: ['logit'] },
        { op: 'Sigmoid', inputs: ['logit'], outputs: ['probability'] },
      ],
    }),
  )
  const classifier = new EmbeddingMlpClassifier(folder, session, encoder)

  it('scores a pair alike in both directions though its graph does not', async () => {
    const seeds = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }))
    await fc.assert(
      fc.asyncProperty(seeds, async ([one, other]) => {
        const [a, b] = [one, other].map((seed) => ({ prompt: '', embedding: unitVector(DIMENSIONS, seed) })) as [never, never]
        const [forth] = await classifier.score(a, [b])
        const [back] = await classifier.score(b, [a])
        expect(forth).toBe(back)
        expect(forth).toBeGreaterThanOrEqual(0)
        expect(forth).toBeLessThanOrEqual(1)
      }),
    )
  })
})
