import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OnnxGraph } from '../../src/onnx/onnx-graph.js'
import { createOnnxSession } from '../../src/onnx/session.js'
import { writeOnnxModel } from '../../src/onnx/write-model.js'

/** y = sigmoid(relu(x · first + bias) · second) */
function networkOf(width: number, hidden: number, first: Float32Array, bias: Float32Array, second: Float32Array): OnnxGraph {
  return {
    name: 'network',
    inputs: [{ name: 'x', type: 'float32', shape: ['rows', width] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['rows', 1] }],
    initializers: [
      { name: 'first', dims: [width, hidden], data: first },
      { name: 'bias', dims: [hidden], data: bias },
      { name: 'second', dims: [hidden, 1], data: second },
    ],
    nodes: [
      {
        op: 'Gemm',
        inputs: ['x', 'first', 'bias'],
        outputs: ['linear'],
        attributes: { alpha: { float: 1 }, transB: { int: 0 } },
      },
      { op: 'Relu', inputs: ['linear'], outputs: ['hidden'] },
      { op: 'MatMul', inputs: ['hidden', 'second'], outputs: ['logit'] },
      { op: 'Sigmoid', inputs: ['logit'], outputs: ['y'] },
    ],
  }
}

function scoreByHand(row: Float32Array, hidden: number, first: Float32Array, bias: Float32Array, second: Float32Array): number {
  let logit = 0
  for (let unit = 0; unit < hidden; unit++) {
    const sum = row.reduce((total, value, index) => total + value * first[index * hidden + unit]!, bias[unit]!)
    logit += Math.max(0, sum) * second[unit]!
  }
  return 1 / (1 + Math.exp(-logit))
}

describe('writeOnnxModel', () => {
  it('writes networks that onnxruntime scores as computed by hand', async () => {
    const number = fc.float({ min: -2, max: 2, noNaN: true })
    const numbers = (count: number) =>
      fc.array(number, { minLength: count, maxLength: count }).map((values) => Float32Array.from(values))
    const shape = fc.record({
      width: fc.integer({ min: 1, max: 9 }),
      hidden: fc.integer({ min: 1, max: 200 }),
      rows: fc.integer({ min: 1, max: 3 }),
    })
    const anyNetwork = shape.chain(({ width, hidden, rows }) =>
      fc.record({
        width: fc.constant(width),
        hidden: fc.constant(hidden),
        first: numbers(width * hidden),
        bias: numbers(hidden),
        second: numbers(hidden),
        x: numbers(rows * width),
      }),
    )
    await fc.assert(
      fc.asyncProperty(anyNetwork, async ({ width, hidden, first, bias, second, x }) => {
        const session = await createOnnxSession(writeOnnxModel(networkOf(width, hidden, first, bias, second)))
        const rows = x.length / width
        const { y } = await session.run({ x: { data: x, dims: [rows, width] } })
        await session.close()
        for (let row = 0; row < rows; row++) {
          const expected = scoreByHand(x.subarray(row * width, (row + 1) * width), hidden, first, bias, second)
          expect(Math.abs((y!.data[row] as number) - expected)).toBeLessThan(1e-5)
        }
      }),
      { numRuns: 20, seed: 4 },
    )
  })

  it('writes integers of every width, negative attributes and lists', async () => {
    const graph: OnnxGraph = {
      name: 'lists',
      inputs: [{ name: 'x', type: 'int64', shape: [2, 'n'] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['m'] }],
      initializers: [
        { name: 'flat', dims: [1], data: BigInt64Array.of(-1n) },
        { name: 'scale', dims: [], data: Float32Array.of(0.5) },
      ],
      nodes: [
        { op: 'Transpose', inputs: ['x'], outputs: ['turned'], attributes: { perm: { ints: [1, 0] } } },
        { op: 'Cast', inputs: ['turned'], outputs: ['float'], attributes: { to: { int: 1 } } },
        { op: 'Softmax', inputs: ['float'], outputs: ['shares'], attributes: { axis: { int: -1 } } },
        { op: 'Mul', inputs: ['shares', 'scale'], outputs: ['halves'] },
        { op: 'Reshape', inputs: ['halves', 'flat'], outputs: ['y'] },
      ],
    }
    const session = await createOnnxSession(writeOnnxModel(graph))
    const { y } = await session.run({ x: { data: BigInt64Array.of(1n, -5n, 1n, -5n), dims: [2, 2] } })
    expect([...(y!.data as Float32Array)]).toEqual([0.25, 0.25, 0.25, 0.25])
  })

  it('gives the same bytes for the same graph', () => {
    const graph = networkOf(1, 1, Float32Array.of(1), Float32Array.of(2), Float32Array.of(3))
    expect(writeOnnxModel(graph)).toEqual(writeOnnxModel(graph))
  })

  it('refuses an initializer whose dimensions do not hold its values', () => {
    const graph = networkOf(2, 1, Float32Array.of(1), Float32Array.of(2), Float32Array.of(3))
    expect(() => writeOnnxModel(graph)).toThrow(RangeError)
  })
})
