import type { OnnxInitializer, OnnxNode } from '../../../src/onnx/onnx-graph.js'
import { writeOnnxModel } from '../../../src/onnx/write-model.js'

/** Names by which a graph can differ from what encoders have. */
export interface GraphNames {
  readonly inputs?: readonly string[]
  readonly output?: string
  /** Adds the mean over tokens, so that the output is one vector a text. */
  readonly isPooled?: boolean
}

/** A graph that looks token ids up in `rows` and does nothing else: its output can be worked out by hand. */
export function tableGraph(rows: readonly (readonly number[])[], names: GraphNames = {}): Uint8Array {
  const { inputs = ['input_ids', 'attention_mask'], output = 'last_hidden_state', isPooled = false } = names
  const dimensions = rows[0]!.length
  const table: OnnxInitializer = { name: 'table', dims: [rows.length, dimensions], data: Float32Array.from(rows.flat()) }
  const gather: OnnxNode = { op: 'Gather', inputs: ['table', inputs[0]!], outputs: [isPooled ? 'tokens' : output] }
  const mean: OnnxNode = {
    op: 'ReduceMean',
    inputs: ['tokens'],
    outputs: [output],
    attributes: { axes: { ints: [1] }, keepdims: { int: 0 } },
  }
  return writeOnnxModel({
    name: 'table',
    inputs: inputs.map((name) => ({ name, type: 'int64', shape: ['batch', 'sequence'] })),
    outputs: [{ name: output, type: 'float32', shape: isPooled ? ['batch', dimensions] : ['batch', 'sequence', dimensions] }],
    initializers: [table],
    nodes: isPooled ? [gather, mean] : [gather],
  })
}
