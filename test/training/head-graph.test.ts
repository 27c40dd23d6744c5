import { describe, expect, it } from 'vitest'
import { createOnnxSession } from '../../src/onnx/session.js'
import { writeOnnxModel } from '../../src/onnx/write-model.js'
import { MatrixRows } from '../../src/training/feature-rows.js'
import { calibrate, logitsOf, type Head } from '../../src/training/head.js'
import { withoutHead, writeHead, writeHeadOnBase } from '../../src/training/head-graph.js'
import { logitOf } from '../../src/training/loss.js'
import { Network } from '../../src/training/network.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { ExtendedRows, standardise } from '../../src/training/standard-rows.js'

const ROWS = 300

function randomMatrix(width: number, seed: number): Float32Array {
  const random = seededRandom(seed)
  return Float32Array.from({ length: ROWS * width }, () => 6 * random.share() - 3)
}

function randomHead(width: number, changes: Partial<Head>): Head {
  const network = new Network([width, 128, 64, 1], 4)
  network.initialise(seededRandom(11))
  return {
    layers: network.save(),
    standardisation: null,
    correctsBase: false,
    calibration: { slope: 2.5, offset: -0.75 },
    ...changes,
  }
}

async function runGraph(model: Uint8Array, features: Float32Array): Promise<Float32Array> {
  const session = await createOnnxSession(model)
  const { probability } = await session.run({ features: { data: features, dims: [ROWS, features.length / ROWS] } })
  await session.close()
  return probability!.data as Float32Array
}

function greatestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index]!)))
}

/** A classifier of another make: the probability is a sigmoid of the first feature, in a flat list. */
const base = writeOnnxModel({
  name: 'base',
  inputs: [{ name: 'features', type: 'float32', shape: ['rows', 24] }],
  outputs: [{ name: 'probability', type: 'float32', shape: ['rows'] }],
  initializers: [
    { name: 'first', dims: [], data: BigInt64Array.of(0n) },
    { name: 'steepness', dims: [], data: Float32Array.of(9) },
  ],
  nodes: [
    { op: 'Gather', inputs: ['features', 'first'], outputs: ['column'], attributes: { axis: { int: 1 } } },
    { op: 'Mul', inputs: ['column', 'steepness'], outputs: ['logit'] },
    { op: 'Sigmoid', inputs: ['logit'], outputs: ['probability'] },
  ],
})

describe('writeHead', () => {
  it('gives a graph that onnxruntime scores as the trainer does, within 1e-5', async () => {
    const features = randomMatrix(1536, 1)
    const head = randomHead(1536, {})
    const expected = logitsOf(head, new MatrixRows(features, 1536), null).map((logit) => calibrate(head.calibration, logit))
    expect(greatestDifference(await runGraph(writeHead(head), features), expected)).toBeLessThan(1e-5)
  })

  it('standardises inside the graph as the trainer does', async () => {
    const features = randomMatrix(24, 2)
    features[0] = 1e6
    const rows = new MatrixRows(features, 24)
    const head = randomHead(24, { standardisation: standardise(rows) })
    const expected = logitsOf(head, rows, null).map((logit) => calibrate(head.calibration, logit))
    expect(greatestDifference(await runGraph(writeHead(head), features), expected)).toBeLessThan(1e-5)
  })
})

describe('writeHeadOnBase', () => {
  const features = randomMatrix(24, 3)

  async function corrected(seedShift: number) {
    const baseLogits = (await runGraph(base, features)).map(logitOf)
    const rows = new ExtendedRows(new MatrixRows(features, 24), baseLogits)
    const head = {
      ...randomHead(25, { correctsBase: true, standardisation: standardise(rows) }),
      calibration: { slope: 1, offset: seedShift },
    }
    const expected = logitsOf(head, rows, baseLogits).map((logit) => calibrate(head.calibration, logit))
    return { head, expected }
  }

  it('corrects the base inside one graph as the trainer does, also where the base is sure', async () => {
    const { head, expected } = await corrected(0)
    const scores = await runGraph(writeHeadOnBase(head, base), features)
    expect(greatestDifference(scores, expected)).toBeLessThan(1e-5)
  })

  it('replaces the head of a base that was corrected before', async () => {
    const { head, expected } = await corrected(1)
    const { head: older } = await corrected(0)
    const once = writeHeadOnBase(head, base)
    const twice = writeHeadOnBase(head, writeHeadOnBase(older, base))
    expect(twice.length).toBe(once.length)
    expect(greatestDifference(await runGraph(twice, features), expected)).toBeLessThan(1e-5)
  })

  it('corrects a classifier that training made on its own', async () => {
    const own = writeHead(randomHead(24, {}))
    const baseLogits = (await runGraph(own, features)).map(logitOf)
    const rows = new ExtendedRows(new MatrixRows(features, 24), baseLogits)
    const head = randomHead(25, { correctsBase: true, standardisation: standardise(rows) })
    const expected = logitsOf(head, rows, baseLogits).map((logit) => calibrate(head.calibration, logit))
    const corrected = writeHeadOnBase(head, own)
    expect(greatestDifference(await runGraph(corrected, features), expected)).toBeLessThan(1e-5)
    expect(await runGraph(withoutHead(corrected), features)).toEqual(await runGraph(own, features))
  })

  it('leaves a base that scores as before once the head is taken out', async () => {
    const { head } = await corrected(0)
    const restored = withoutHead(writeHeadOnBase(head, base))
    expect(await runGraph(restored, features)).toEqual(await runGraph(base, features))
  })
})
