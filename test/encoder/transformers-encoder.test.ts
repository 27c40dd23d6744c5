import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TransformersSource } from '../../src/encoder/encoder.js'
import { TransformersEncoder } from '../../src/encoder/transformers-encoder.js'
import { createOnnxSession } from '../../src/onnx/session.js'
import { bertGraph } from './transformers/bert-graph.js'
import { type ModelFiles, modelFiles, saveModel, VOCABULARY } from './transformers/model-folder.js'
import { tableGraph } from './transformers/table-graph.js'

const GRAPH = 'onnx/model_quantized.onnx'

/** Token i is the vector [i, 1]: means can be worked out in the head. */
const COUNTING_TABLE = VOCABULARY.map((_, id) => [id, 1])

async function load(changes: ModelFiles = {}, options: Partial<TransformersSource> = {}): Promise<TransformersEncoder> {
  const localPath = options.localPath ?? (await saveModel(changes))
  return TransformersEncoder.load({
    kind: 'transformers',
    model: 'test/tiny-bert',
    revision: 'main',
    precision: 'int8',
    pooling: 'mean',
    ...options,
    localPath,
  })
}

describe('TransformersEncoder', () => {
  it('TransformersEncoder averages the token vectors and brings the mean to unit length', async () => {
    const encoder = await load({ [GRAPH]: tableGraph(COUNTING_TABLE) })
    // [CLS] approve refund [SEP] are 2, 5, 9 and 3: the mean is [4.75, 1].
    const [embedding] = await encoder.embed(['Approve refund'])
    const length = Math.sqrt(4.75 ** 2 + 1)
    expect(embedding![0]).toBeCloseTo(4.75 / length, 6)
    expect(embedding![1]).toBeCloseTo(1 / length, 6)
    expect(encoder.dimensions).toBe(2)
  })

  it('TransformersEncoder takes the first token vector for models pooled by [CLS]', async () => {
    const encoder = await load({ [GRAPH]: tableGraph(COUNTING_TABLE) }, { pooling: 'cls' })
    const [embedding] = await encoder.embed(['approve refund'])
    expect(embedding![0]! / embedding![1]!).toBeCloseTo(2, 5)
  })

  it.each([true, false])('TransformersEncoder pools what a BERT graph computes (token types: %s)', async (hasTokenTypes) => {
    const graph = bertGraph({ isQuantised: true, hasTokenTypes })
    const encoder = await load({ [GRAPH]: graph })
    const [embedding] = await encoder.embed(['Deny the refund.'])
    const ids = BigInt64Array.of(2n, 6n, 7n, 9n, 17n, 3n)
    const dims = [1, ids.length]
    const session = await createOnnxSession(graph)
    const outputs = await session.run({
      input_ids: { data: ids, dims },
      attention_mask: { data: new BigInt64Array(6).fill(1n), dims },
      ...(hasTokenTypes && { token_type_ids: { data: new BigInt64Array(6), dims } }),
    })
    const hidden = outputs['last_hidden_state']!.data as Float32Array
    const mean = Array.from({ length: 8 }, (_, d) =>
      [...hidden].filter((_, i) => i % 8 === d).reduce((sum, value) => sum + value / 6, 0),
    )
    const length = Math.hypot(...mean)
    mean.forEach((value, d) => expect(embedding![d]).toBeCloseTo(value / length, 6))
  })

  it.each(['int8', 'fp32'] as const)(
    'TransformersEncoder gives a text the same embedding in any company (%s)',
    async (precision) => {
      const encoder = await load({}, { precision })
      const text = fc.array(fc.constantFrom(...VOCABULARY.slice(5)), { maxLength: 40 }).map((words) => words.join(' '))
      await fc.assert(
        fc.asyncProperty(fc.array(text, { maxLength: 20 }), async (texts) => {
          const together = await encoder.embed(texts)
          expect(together).toHaveLength(texts.length)
          for (const [index, text] of texts.entries()) {
            const [alone] = await encoder.embed([text])
            expect(Math.hypot(...together[index]!)).toBeCloseTo(1, 5)
            together[index]!.forEach((value, d) => expect(value).toBeCloseTo(alone![d]!, precision === 'int8' ? 10 : 5))
          }
        }),
        { numRuns: 15 },
      )
    },
  )

  it('TransformersEncoder reads 256 tokens and no more', async () => {
    const encoder = await load()
    const words = (count: number) => Array<string>(count).fill('refund').join(' ')
    const [short, full, long] = await encoder.embed([words(253), words(254), words(2000)])
    expect(long).toEqual(full)
    expect(short).not.toEqual(full)
  })

  it('TransformersEncoder reads no more tokens than the graph has positions for', async () => {
    const encoder = await load({ [GRAPH]: bertGraph({ positions: 6 }), 'config.json': { max_position_embeddings: 6 } })
    const [four, many] = await encoder.embed(['approve the refund request', 'approve the refund request please please'])
    expect(many).toEqual(four)
  })

  it('TransformersEncoder needs neither config.json nor tokenizer_config.json', async () => {
    const encoder = await load({ 'config.json': null, 'tokenizer_config.json': null })
    expect(await encoder.embed(['approve'])).toEqual(await (await load()).embed(['approve']))
  })
})

describe('TransformersEncoder.id', () => {
  it('TransformersEncoder.id holds model, revision, precision and pooling', async () => {
    const { id } = await load({}, { revision: 'v2', precision: 'fp32', pooling: 'cls' })
    expect(id).toMatch(/^test\/tiny-bert@v2:fp32:cls:[0-9a-f]{12}$/)
  })

  it('TransformersEncoder.id is the same for the same files elsewhere and another for other files', async () => {
    const ids = await Promise.all(
      [load(), load(), load({ [GRAPH]: bertGraph({ layers: 1 }) })].map(async (encoder) => (await encoder).id),
    )
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })
})

describe('TransformersEncoder.load', () => {
  const tokenizer = modelFiles()['tokenizer.json'] as object
  it.each<[string, ModelFiles, string]>([
    ['a missing tokenizer', { 'tokenizer.json': null }, 'tokenizer.json'],
    ['a missing graph', { [GRAPH]: null }, 'model_quantized.onnx'],
    ['a tokenizer that is not JSON', { 'tokenizer.json': Buffer.from('<html>') }, 'tokenizer.json'],
    ['a tokenizer that is no object', { 'tokenizer.json': Buffer.from('7') }, 'tokenizer.json'],
    ['settings that are not JSON', { 'tokenizer_config.json': Buffer.from('{') }, 'tokenizer_config.json'],
    [
      'a tokenizer of an unknown kind',
      { 'tokenizer.json': { ...tokenizer, model: { type: 'WordLevel', vocab: {} } } },
      'tokenizer.json',
    ],
    ['a tokenizer without a model', { 'tokenizer.json': {} }, 'tokenizer.json'],
    ['bytes that are no graph', { [GRAPH]: Buffer.from('version https://git-lfs.github.com/spec/v1') }, 'model_quantized.onnx'],
    [
      'a graph with another input',
      { [GRAPH]: tableGraph(COUNTING_TABLE, { inputs: ['input_ids', 'attention_mask', 'pixels'] }) },
      'model_quantized.onnx',
    ],
    ['a graph without a mask', { [GRAPH]: tableGraph(COUNTING_TABLE, { inputs: ['input_ids'] }) }, 'model_quantized.onnx'],
    ['a graph that pools already', { [GRAPH]: tableGraph(COUNTING_TABLE, { isPooled: true }) }, 'model_quantized.onnx'],
  ])('TransformersEncoder.load refuses %s and names the file', async (_, changes, file) => {
    const failure = await load(changes).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'SMARTMEMO_MODEL_FILE', details: { path: expect.stringContaining(file) } })
  })

  it('TransformersEncoder.load refuses a folder that is not there', async () => {
    await expect(load({}, { localPath: '/nowhere/model' })).rejects.toMatchObject({
      code: 'SMARTMEMO_MODEL_FILE',
      details: { path: '/nowhere/model' },
    })
  })

  it('TransformersEncoder.load suggests the precision that the folder holds', async () => {
    await expect(load({ [GRAPH]: null })).rejects.toMatchObject({ details: { remedy: expect.stringContaining("'fp32'") } })
  })
})

describe('TransformersEncoder.embed', () => {
  it.each([
    ['zeros', 0],
    ['a number that is not finite', Number.NaN],
  ])('TransformersEncoder.embed refuses an embedding of %s', async (_, value) => {
    const encoder = await load({ [GRAPH]: tableGraph(VOCABULARY.map(() => [value, value])) })
    await expect(encoder.embed(['approve'])).rejects.toMatchObject({ code: 'SMARTMEMO_ENCODER_OUTPUT' })
  })
})
