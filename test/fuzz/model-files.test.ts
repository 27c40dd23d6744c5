import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, gunzipSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ExactIndex } from '../../src/ann/exact-index.js'
import { decodeHnswFile } from '../../src/ann/hnsw-file.js'
import { HnswIndex } from '../../src/ann/hnsw-index.js'
import { VectorArena } from '../../src/ann/vector-arena.js'
import { readMatcherWeights } from '../../src/classifier/matcher-weights.js'
import { createClassifier } from '../../src/inference/create-classifier.js'
import { fileOf, readModelFolder } from '../../src/model-files/model-folder.js'
import { parseModelCard } from '../../src/model-files/parse-model-card.js'
import { editOnnxModel } from '../../src/onnx/edit-model.js'
import { decodeLexicon } from '../../src/text/lexicon-file.js'
import { bundledLexicon } from '../text/bundled-lexicon.js'
import { fuzz } from './fuzz.js'
import { mutated, mutatedText } from './mutations.js'
import { readSeed } from './seeds.js'

const card = readSeed('card.json').toString()
const head = readSeed('head.onnx')
const modelFileError = expect.objectContaining({ code: 'SMARTMEMO_MODEL_FILE' }) as Error
const ground = {
  modelsDir: 'none',
  encoder: { id: 'hash@4', dimensions: 4 },
  lexicon: bundledLexicon,
  tokenVectors: undefined,
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-fuzz-'))
})
afterAll(() => rm(folder, { recursive: true }))

const place = async (cardText: string, graph: Uint8Array) => {
  await writeFile(join(folder, 'card.json'), cardText)
  await writeFile(join(folder, 'head.onnx'), graph)
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('the classifier of the seeds still scores as it did when they were written', async () => {
  await place(card, head)
  const classifier = await createClassifier({ kind: 'file', path: folder }, ground)
  const embedding = Float32Array.of(0.5, 0.5, 0.5, 0.5)
  const [score] = await classifier.score({ prompt: 'a', embedding }, [{ prompt: 'b', embedding }])
  expect(score).toBeCloseTo(0.365761, 5)
  await classifier.close?.()
})

test('a card that was changed is refused by name of its fault, or is a card', async () => {
  await fuzz(mutatedText(card), 10, (text) => {
    try {
      const { files, threshold = 0.5, calibration = [] } = parseModelCard('card.json', text)
      for (const name of Object.keys(files)) expect(name).toMatch(/^[\w.-]+$/)
      for (const share of [threshold, ...calibration.map((row) => row.threshold)]) expect(share >= 0 && share <= 1).toBe(true)
    } catch (error) {
      expect(error).toEqual(modelFileError)
    }
  })
})

test('a model of which any byte was changed is refused, card and graph alike', async () => {
  await fuzz(fc.tuple(mutatedText(card), mutated(head)), 1, async ([text, graph]) => {
    await place(card, graph)
    if (Buffer.compare(graph, head) !== 0)
      await expect(readModelFolder(folder, ['embedding-mlp'])).rejects.toEqual(modelFileError)
    await place(text, head)
    const read = await readModelFolder(folder, ['embedding-mlp']).catch((error: unknown) => error)
    if (read instanceof Error) expect(read).toEqual(modelFileError)
  })
})

test('a graph that was changed together with its hash is refused, or scores, and hangs nothing', async () => {
  const embedding = Float32Array.of(0.5, 0.5, 0.5, 0.5)
  await fuzz(mutated(head), 1, async (graph) => {
    await place(card.replace(sha256(head), sha256(graph)), graph)
    const classifier = await createClassifier({ kind: 'file', path: folder }, ground).catch((error: unknown) => error)
    if (classifier instanceof Error) {
      expect(classifier).toEqual(modelFileError)
      return
    }
    const opened = classifier as Awaited<ReturnType<typeof createClassifier>>
    const scores = await opened.score({ prompt: 'a', embedding }, [{ prompt: 'b', embedding }]).catch((error: unknown) => error)
    if (!(scores instanceof Error)) expect(scores).toHaveLength(1)
    await opened.close?.()
  })
})

test('editOnnxModel rewrites bytes that are protobuf and refuses all others', async () => {
  const edit = { keeps: () => true, renames: {}, nodes: [], initializers: [], outputs: [] }
  await fuzz(mutated(head), 10, (graph) => {
    try {
      expect(editOnnxModel(graph, edit)).toBeInstanceOf(Uint8Array)
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError)
    }
  })
})

describe('files beside a graph', () => {
  test('readMatcherWeights reads a file of the right length and refuses all others', async () => {
    const models = await readModelFolder('models/bundled/classifier', ['pair'])
    await fuzz(mutated(fileOf(models, 'matcher.bin'), new Uint8Array(12)), 1, (bytes) => {
      try {
        expect(readMatcherWeights('matcher.bin', bytes).projection).toBeInstanceOf(Float32Array)
      } catch (error) {
        expect(error).toEqual(modelFileError)
      }
    })
  })

  test('decodeLexicon throws an error or decodes, and ends', async () => {
    const lexicon = gunzipSync(fileOf(await readModelFolder('models/bundled/lexicon', ['lexicon']), 'lexicon.gz'))
    await fuzz(fc.oneof(mutated(lexicon.subarray(0, 2000)), mutated(lexicon)), 0.1, (bytes) => {
      try {
        decodeLexicon(gzipSync(bytes, { level: 0 }))
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    })
  })
})

describe('a saved index that was changed', () => {
  const saved = readSeed('index.bin')
  const vectors = () => {
    const exact = new ExactIndex(new VectorArena(4))
    exact.add(1, Float32Array.of(1, 0, 0, 0))
    return exact
  }

  test('is refused, wherever, and its exact index goes on', async () => {
    await fuzz(mutated(saved), 1, async (bytes) => {
      const exact = vectors()
      if (Buffer.compare(bytes, saved) === 0) return
      await expect(HnswIndex.load(bytes, exact)).rejects.toMatchObject({ code: 'SMARTMEMO_VECTOR_INDEX' })
      expect(exact.search(Float32Array.of(1, 0, 0, 0), 1)).toMatchObject([{ label: 1 }])
    })
  })

  test('is refused or read within its bounds when its checksum was changed as well', async () => {
    await fuzz(mutated(saved), 10, (changed) => {
      const bytes = Uint8Array.from(changed)
      if (bytes.length >= 4) new DataView(bytes.buffer).setUint32(0, crc32(bytes.subarray(4)), true)
      try {
        const { labels, graph } = decodeHnswFile(bytes)
        expect(24 + 8 * labels.length + graph.length).toBe(bytes.length)
      } catch (error) {
        expect(error).toMatchObject({ code: 'SMARTMEMO_VECTOR_INDEX' })
      }
    })
  })
})
