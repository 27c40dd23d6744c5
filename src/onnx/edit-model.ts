import { encodeInitializer, encodeNode, encodeValue } from './encode-graph.js'
import { GRAPH, MODEL, NODE, TENSOR } from './onnx-fields.js'
import type { OnnxInitializer, OnnxNode, OnnxValue } from './onnx-graph.js'
import { readFields } from './protobuf-reader.js'
import { ProtobufWriter } from './protobuf-writer.js'

/** What to change in an ONNX file. */
export interface OnnxEdit {
  /** Decides by name which nodes and initializers stay. */
  readonly keeps: (name: string) => boolean
  /** New names of tensors; those not listed keep theirs. Graph inputs cannot be renamed. */
  readonly renames: Readonly<Record<string, string>>
  /** Added after what is there. */
  readonly nodes: readonly OnnxNode[]
  readonly initializers: readonly OnnxInitializer[]
  /** The outputs from now on. */
  readonly outputs: readonly OnnxValue[]
}

const decoder = new TextDecoder()

/**
 * Rewrites an ONNX file without understanding what its nodes do, so operators of any domain pass through. Subgraphs are
 * not renamed; noted shapes of inner tensors are dropped, since runtimes infer them. Throws `RangeError` for bytes that are no protobuf.
 */
export function editOnnxModel(model: Uint8Array, edit: OnnxEdit): Uint8Array {
  const writer = new ProtobufWriter()
  for (const field of readFields(model)) {
    if (field.number === MODEL.graph) writer.message(MODEL.graph, editGraph(field.content, edit))
    else writer.raw(field.whole)
  }
  return writer.finish()
}

function editGraph(graph: Uint8Array, edit: OnnxEdit): ProtobufWriter {
  const writer = new ProtobufWriter()
  const kept: Uint8Array[] = []
  for (const { number, whole, content } of readFields(graph)) {
    if (number === GRAPH.nodes) {
      if (edit.keeps(textOf(content, NODE.name))) writer.message(GRAPH.nodes, renameTensors(content, edit.renames))
    } else if (number === GRAPH.initializers) {
      if (edit.keeps(textOf(content, TENSOR.name))) kept.push(whole)
    } else if (number !== GRAPH.outputs && number !== GRAPH.shapes) kept.push(whole)
  }
  for (const node of edit.nodes) writer.message(GRAPH.nodes, encodeNode(node))
  for (const whole of kept) writer.raw(whole)
  for (const initializer of edit.initializers) writer.message(GRAPH.initializers, encodeInitializer(initializer))
  for (const output of edit.outputs) writer.message(GRAPH.outputs, encodeValue(output))
  return writer
}

function renameTensors(node: Uint8Array, renames: OnnxEdit['renames']): ProtobufWriter {
  const writer = new ProtobufWriter()
  for (const { number, whole, content } of readFields(node)) {
    const isTensor = number === NODE.inputs || number === NODE.outputs
    const renamed = isTensor ? renames[decoder.decode(content)] : undefined
    if (renamed === undefined) writer.raw(whole)
    else writer.text(number, renamed)
  }
  return writer
}

function textOf(message: Uint8Array, field: number): string {
  for (const { number, content } of readFields(message)) if (number === field) return decoder.decode(content)
  return ''
}
