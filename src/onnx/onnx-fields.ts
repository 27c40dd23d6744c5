/** Field numbers of onnx.proto3 (github.com/onnx/onnx, Apache-2.0) that the writer and the editor use, by message. */
export const MODEL = { irVersion: 1, producerName: 2, graph: 7, operatorSets: 8 } as const
export const OPERATOR_SET = { domain: 1, version: 2 } as const
export const GRAPH = { nodes: 1, name: 2, initializers: 5, inputs: 11, outputs: 12, shapes: 13 } as const
export const NODE = { inputs: 1, outputs: 2, name: 3, op: 4, attributes: 5 } as const
export const ATTRIBUTE = { name: 1, float: 2, int: 3, text: 4, floats: 7, ints: 8, type: 20 } as const
export const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const
export const VALUE = { name: 1, type: 2 } as const
export const TYPE = { tensor: 1 } as const
export const TENSOR_TYPE = { element: 1, shape: 2 } as const
export const SHAPE = { dimensions: 1 } as const
export const DIMENSION = { size: 1, name: 2 } as const

/** `TensorProto.DataType`. */
export const ELEMENT_TYPE = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const
/** `AttributeProto.AttributeType`. */
export const ATTRIBUTE_TYPE = { float: 1, int: 2, text: 3, floats: 6, ints: 7 } as const
