/** Element types that the writer knows, by the arrays that hold them. */
export type OnnxElementType = 'float32' | 'int8' | 'uint8' | 'int32' | 'int64' | 'bool'

/** An input or output of a graph; a dimension given by name may have any size, without a shape even their number is open. */
export interface OnnxValue {
  readonly name: string
  readonly type: OnnxElementType
  readonly shape: readonly (number | string)[] | null
}

/** A constant of a graph, such as a layer's weights; row-major. */
export interface OnnxInitializer {
  readonly name: string
  readonly dims: readonly number[]
  readonly data: Float32Array | Int8Array | Uint8Array | Int32Array | BigInt64Array
}

/** The kind must be named because 1 may be an integer or a float, and ONNX tells them apart. */
export type OnnxAttribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }

/** One operation; inputs and outputs are names, an absent optional input is the empty string. */
export interface OnnxNode {
  readonly op: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly name?: string
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>
}

/** A graph of the standard operator set; nodes stand in an order in which they can run. */
export interface OnnxGraph {
  readonly name: string
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  readonly initializers: readonly OnnxInitializer[]
  readonly nodes: readonly OnnxNode[]
}
