import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  DIMENSION,
  ELEMENT_TYPE,
  NODE,
  SHAPE,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE,
} from './onnx-fields.js'
import type { OnnxAttribute, OnnxInitializer, OnnxNode, OnnxValue } from './onnx-graph.js'
import { ProtobufWriter } from './protobuf-writer.js'

/** A `NodeProto`. */
export function encodeNode(node: OnnxNode): ProtobufWriter {
  const writer = new ProtobufWriter()
  for (const input of node.inputs) writer.text(NODE.inputs, input)
  for (const output of node.outputs) writer.text(NODE.outputs, output)
  writer.text(NODE.name, node.name ?? node.outputs[0] ?? node.op).text(NODE.op, node.op)
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    writer.message(NODE.attributes, encodeAttribute(name, value))
  }
  return writer
}

/** A `TensorProto`; throws `RangeError` when the dimensions do not multiply to the count of values. */
export function encodeInitializer({ name, dims, data }: OnnxInitializer): ProtobufWriter {
  if (dims.reduce((product, size) => product * size, 1) !== data.length) {
    throw new RangeError(`Cannot write ${name} of ${data.length} values with dimensions ${dims.join(' × ')}`)
  }
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return new ProtobufWriter()
    .packedIntegers(TENSOR.dims, dims)
    .integer(TENSOR.type, elementTypeOf(data))
    .text(TENSOR.name, name)
    .bytes(TENSOR.raw, raw)
}

/** A `ValueInfoProto`. */
export function encodeValue({ name, type, shape }: OnnxValue): ProtobufWriter {
  const tensor = new ProtobufWriter().integer(TENSOR_TYPE.element, ELEMENT_TYPE[type])
  if (shape) tensor.message(TENSOR_TYPE.shape, encodeShape(shape))
  return new ProtobufWriter().text(VALUE.name, name).message(VALUE.type, new ProtobufWriter().message(TYPE.tensor, tensor))
}

function encodeShape(shape: readonly (number | string)[]): ProtobufWriter {
  const dimensions = new ProtobufWriter()
  for (const dimension of shape) {
    const one = new ProtobufWriter()
    if (typeof dimension === 'number') one.integer(DIMENSION.size, dimension)
    else one.text(DIMENSION.name, dimension)
    dimensions.message(SHAPE.dimensions, one)
  }
  return dimensions
}

function encodeAttribute(name: string, value: OnnxAttribute): ProtobufWriter {
  const writer = new ProtobufWriter().text(ATTRIBUTE.name, name)
  if ('int' in value) return writer.integer(ATTRIBUTE.int, value.int).integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.int)
  if ('float' in value) return writer.float(ATTRIBUTE.float, value.float).integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.float)
  if ('text' in value) return writer.text(ATTRIBUTE.text, value.text).integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.text)
  if ('ints' in value) return writer.packedIntegers(ATTRIBUTE.ints, value.ints).integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.ints)
  return writer.packedFloats(ATTRIBUTE.floats, value.floats).integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.floats)
}

function elementTypeOf(data: OnnxInitializer['data']): number {
  if (data instanceof Float32Array) return ELEMENT_TYPE.float32
  if (data instanceof Int8Array) return ELEMENT_TYPE.int8
  if (data instanceof Uint8Array) return ELEMENT_TYPE.uint8
  return data instanceof Int32Array ? ELEMENT_TYPE.int32 : ELEMENT_TYPE.int64
}
