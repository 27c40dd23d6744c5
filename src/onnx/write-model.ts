import { encodeInitializer, encodeNode, encodeValue } from './encode-graph.js'
import { GRAPH, MODEL, OPERATOR_SET } from './onnx-fields.js'
import type { OnnxGraph } from './onnx-graph.js'
import { ProtobufWriter } from './protobuf-writer.js'

/** ONNX 1.13's file version and operator set: old enough for every runtime, new enough for LayerNormalization. */
const IR_VERSION = 8
const OPERATOR_SET_VERSION = 17

/** Encodes a graph as an ONNX file; the same graph always gives the same bytes. */
export function writeOnnxModel(graph: OnnxGraph): Uint8Array {
  const body = new ProtobufWriter()
  for (const node of graph.nodes) body.message(GRAPH.nodes, encodeNode(node))
  body.text(GRAPH.name, graph.name)
  for (const initializer of graph.initializers) body.message(GRAPH.initializers, encodeInitializer(initializer))
  for (const input of graph.inputs) body.message(GRAPH.inputs, encodeValue(input))
  for (const output of graph.outputs) body.message(GRAPH.outputs, encodeValue(output))
  return new ProtobufWriter()
    .integer(MODEL.irVersion, IR_VERSION)
    .text(MODEL.producerName, 'smartmemo')
    .message(MODEL.graph, body)
    .message(
      MODEL.operatorSets,
      new ProtobufWriter().text(OPERATOR_SET.domain, '').integer(OPERATOR_SET.version, OPERATOR_SET_VERSION),
    )
    .finish()
}
