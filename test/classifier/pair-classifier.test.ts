import { describe, expect, it } from 'vitest'
import { PairClassifier } from '../../src/classifier/pair-classifier.js'
import { FEATURE_NAMES, writeFeatures } from '../../src/classifier/pair-features.js'
import { createOnnxSession } from '../../src/onnx/session.js'
import { bundledLexicon as lexicon } from '../text/bundled-lexicon.js'
import { folderWith, pairGraph, RecordingSession } from './model-folders.js'
import { PROMPTS } from './prompts.js'
import { align, RandomVectors } from './reading.js'

const modelFileError = expect.objectContaining({ code: 'SMARTMEMO_MODEL_FILE' }) as Error
const candidates = ['Deny the refund', 'Approve the refund', 'Bake bread'].map((prompt) => ({ prompt }))

describe('PairClassifier', () => {
  it.each([
    ['other features', folderWith({ featureHash: '00000000' }), new RecordingSession()],
    ['features without a hash', folderWith({ featureHash: undefined as never }), new RecordingSession()],
    ['a graph without the input', folderWith(), new RecordingSession(['x'])],
    ['a graph without the output', folderWith(), new RecordingSession(['features'], ['y'])],
    ['a matcher without its weights', folderWith(), new RecordingSession(['features', 'states'])],
  ])('refuses a model for %s', (_, folder, session) => {
    expect(() => new PairClassifier(folder, session, lexicon, undefined)).toThrow(modelFileError)
  })

  it('runs its graph once for all candidates, and not at all without any', async () => {
    const session = new RecordingSession()
    const classifier = new PairClassifier(folderWith(), session, lexicon, undefined)
    expect(await classifier.score({ prompt: 'Approve it' }, [])).toEqual([])
    expect(session.fed).toEqual([])
    expect(await classifier.score({ prompt: 'Approve it' }, candidates)).toHaveLength(3)
    expect(session.fed.map(({ features }) => features!.dims)).toEqual([[3, FEATURE_NAMES.length]])
  })

  it('feeds the features of every candidate, in their order, and reads words by their vectors', async () => {
    const session = new RecordingSession()
    const vectors = new RandomVectors()
    const classifier = new PairClassifier(folderWith(), session, lexicon, vectors)
    await classifier.score({ prompt: 'Approve it' }, candidates)
    const width = FEATURE_NAMES.length
    const expected = new Float32Array(3 * width)
    candidates.forEach(({ prompt }, row) => writeFeatures(align('Approve it', prompt, vectors), expected, row * width))
    expect(session.fed[0]!.features!.data).toEqual(expected)
  })

  it('reads what it has prepared no second time', async () => {
    const random = new RandomVectors()
    let reads = 0
    const vectors = {
      dimensions: random.dimensions,
      vectorOf: (token: string) => {
        reads++
        return random.vectorOf(token)
      },
    }
    const classifier = new PairClassifier(folderWith(), new RecordingSession(), lexicon, vectors)
    classifier.prepare(['Approve it', ...candidates.map(({ prompt }) => prompt)])
    const prepared = reads
    expect(prepared).toBeGreaterThan(0)
    await classifier.score({ prompt: 'Approve it' }, candidates)
    expect(reads).toBe(prepared)
  })

  it('closes its graph', async () => {
    const session = new RecordingSession()
    await new PairClassifier(folderWith(), session, lexicon, undefined).close()
    expect(session.closings).toBe(1)
  })

  it('explains in the direction that was asked', () => {
    const classifier = new PairClassifier(folderWith(), new RecordingSession(), lexicon, undefined)
    expect(classifier.explain('Approve it', 'Deny it')).toContainEqual({
      kind: 'opposite',
      text: 'opposite action: approve ↔ deny',
    })
    expect(classifier.explain('Deny it', 'Approve it')).toContainEqual({
      kind: 'opposite',
      text: 'opposite action: deny ↔ approve',
    })
  })
})

describe('PairClassifier on onnxruntime', async () => {
  const classifier = new PairClassifier(folderWith(), await createOnnxSession(pairGraph()), lexicon, undefined)
  const scoreOf = async (asked: string, stored: string) => (await classifier.score({ prompt: asked }, [{ prompt: stored }]))[0]!

  it('scores what its graph says, in the order of the candidates', async () => {
    const scores = await classifier.score({ prompt: 'Please approve the refund' }, candidates)
    expect(scores[1]).toBeGreaterThan(0.9)
    expect(scores[0]).toBeLessThan(0.1)
    expect(scores[2]).toBeLessThan(0.1)
  })

  it('scores a pair alike in both directions and beside any other candidates', async () => {
    for (const asked of PROMPTS) {
      const together = await classifier.score(
        { prompt: asked },
        PROMPTS.map((prompt) => ({ prompt })),
      )
      for (const [index, stored] of PROMPTS.entries()) expect(await scoreOf(stored, asked)).toBe(together[index])
    }
  })
})
