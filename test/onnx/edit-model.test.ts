import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editOnnxModel, type OnnxEdit } from '../../src/onnx/edit-model.js'
import type { OnnxGraph } from '../../src/onnx/onnx-graph.js'
import { createOnnxSession } from '../../src/onnx/session.js'
import { writeOnnxModel } from '../../src/onnx/write-model.js'

const doubling: OnnxGraph = {
  name: 'doubling',
  inputs: [{ name: 'x', type: 'float32', shape: ['n'] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['n'] }],
  initializers: [{ name: 'two', dims: [], data: Float32Array.of(2) }],
  nodes: [{ op: 'Mul', inputs: ['x', 'two'], outputs: ['y'] }],
}

const keepAll: OnnxEdit = { keeps: () => true, renames: {}, nodes: [], initializers: [], outputs: doubling.outputs }

/** y + 1, computed from what the model called y before. */
const addOne: OnnxEdit = {
  ...keepAll,
  renames: { y: 'base/y' },
  nodes: [{ op: 'Add', inputs: ['base/y', 'head/one'], outputs: ['y'], name: 'head/add' }],
  initializers: [{ name: 'head/one', dims: [], data: Float32Array.of(1) }],
}

async function run(model: Uint8Array, x: number): Promise<number> {
  const session = await createOnnxSession(model)
  const { y } = await session.run({ x: { data: Float32Array.of(x), dims: [1] } })
  await session.close()
  return Number(y!.data[0])
}

describe('editOnnxModel', () => {
  it('gives back the same bytes when nothing changes', () => {
    const model = writeOnnxModel(doubling)
    expect(editOnnxModel(model, keepAll)).toEqual(model)
  })

  it('adds nodes behind an output that gets another name', async () => {
    expect(await run(editOnnxModel(writeOnnxModel(doubling), addOne), 5)).toBe(11)
  })

  it('takes away again what it added', async () => {
    const model = writeOnnxModel(doubling)
    const undo: OnnxEdit = { ...keepAll, keeps: (name) => !name.startsWith('head/'), renames: { 'base/y': 'y' } }
    const restored = editOnnxModel(editOnnxModel(model, addOne), undo)
    expect(await run(restored, 5)).toBe(10)
    expect(restored.length).toBeLessThanOrEqual(model.length)
  })

  it('either edits or throws RangeError on bytes that are no model, and always ends', () => {
    const model = writeOnnxModel(doubling)
    const damaged = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.nat(model.length - 1), fc.nat(255)).map(([at, byte]) => model.with(at, byte)),
      fc.nat(model.length).map((length) => model.subarray(0, length)),
    )
    fc.assert(
      fc.property(damaged, (bytes) => {
        try {
          editOnnxModel(bytes, addOne)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
      { numRuns: 2000, seed: 9 },
    )
  })
})
