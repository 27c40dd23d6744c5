import type { OnnxAttribute, OnnxInitializer, OnnxNode } from '../../../src/onnx/onnx-graph.js'
import { writeOnnxModel } from '../../../src/onnx/write-model.js'

/** Sizes of a BERT encoder; hidden must be a multiple of heads. */
export interface BertShape {
  readonly vocabulary: number
  readonly hidden: number
  readonly heads: number
  readonly layers: number
  readonly positions: number
  /** Whether the graph has the input token_type_ids. */
  readonly hasTokenTypes: boolean
  /** Whether dense layers compute in int8 with scales found at run time, as published quantised models do. */
  readonly isQuantised: boolean
}

const SMALL: BertShape = {
  vocabulary: 64,
  hidden: 8,
  heads: 2,
  layers: 2,
  positions: 300,
  hasTokenTypes: true,
  isQuantised: false,
}

/** Operand types of Cast. */
const FLOAT = { int: 1 }

/** A BERT encoder with random weights, the same ones for the same shape, as ONNX bytes with the usual names. */
export function bertGraph(changes: Partial<BertShape> = {}): Uint8Array {
  const shape = { ...SMALL, ...changes }
  const { vocabulary, hidden, heads, positions } = shape
  const graph = new GraphBuilder(shape.isQuantised)
  const order = graph.add('Range', [
    graph.whole(0),
    graph.add('Gather', [graph.add('Shape', ['input_ids']), graph.whole(1)]),
    graph.whole(1),
  ])
  const words = graph.add('Gather', [graph.weight([vocabulary, hidden]), 'input_ids'])
  let state = graph.add('Add', [words, graph.add('Gather', [graph.weight([positions, hidden]), order])])
  if (shape.hasTokenTypes) state = graph.add('Add', [state, graph.add('Gather', [graph.weight([2, hidden]), 'token_type_ids'])])
  state = graph.normalise(state, hidden)
  const isKept = graph.add('Cast', [graph.add('Unsqueeze', ['attention_mask', graph.wholes([1, 2])])], { to: FLOAT })
  const mask = graph.add('Mul', [graph.add('Sub', [graph.float(1), isKept]), graph.float(-10_000)])
  for (let layer = 0; layer < shape.layers; layer++) state = addLayer(graph, state, mask, hidden, heads)
  graph.name('Identity', [state], 'last_hidden_state')
  const inputs = ['input_ids', 'attention_mask', ...(shape.hasTokenTypes ? ['token_type_ids'] : [])]
  return writeOnnxModel({
    name: 'bert',
    inputs: inputs.map((name) => ({ name, type: 'int64', shape: ['batch', 'sequence'] })),
    outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', 'sequence', hidden] }],
    initializers: graph.initializers,
    nodes: graph.nodes,
  })
}

function addLayer(graph: GraphBuilder, state: string, mask: string, hidden: number, heads: number): string {
  const split = (perm: readonly number[]) => {
    const rows = graph.add('Reshape', [graph.dense(state, hidden, hidden), graph.wholes([0, 0, heads, hidden / heads])])
    return graph.add('Transpose', [rows], { perm: { ints: perm } })
  }
  const [query, key, value] = [split([0, 2, 1, 3]), split([0, 2, 3, 1]), split([0, 2, 1, 3])]
  const likeness = graph.add('Mul', [graph.add('MatMul', [query, key]), graph.float(1 / Math.sqrt(hidden / heads))])
  const attention = graph.add('Softmax', [graph.add('Add', [likeness, mask])], { axis: { int: -1 } })
  const mixed = graph.add('Transpose', [graph.add('MatMul', [attention, value])], { perm: { ints: [0, 2, 1, 3] } })
  const joined = graph.dense(graph.add('Reshape', [mixed, graph.wholes([0, 0, hidden])]), hidden, hidden)
  const attended = graph.normalise(graph.add('Add', [state, joined]), hidden)
  const inner = graph.dense(attended, hidden, 4 * hidden)
  const gate = graph.add('Add', [graph.add('Erf', [graph.add('Mul', [inner, graph.float(Math.SQRT1_2)])]), graph.float(1)])
  const active = graph.add('Mul', [graph.add('Mul', [inner, gate]), graph.float(0.5)])
  return graph.normalise(graph.add('Add', [attended, graph.dense(active, 4 * hidden, hidden)]), hidden)
}

type Attributes = Readonly<Record<string, OnnxAttribute>>

/** Collects nodes and weights under running names. */
class GraphBuilder {
  readonly nodes: OnnxNode[] = []
  readonly initializers: OnnxInitializer[] = []
  readonly #isQuantised: boolean
  #names = 0
  #seed = 1

  constructor(isQuantised: boolean) {
    this.#isQuantised = isQuantised
  }

  add(op: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.name(op, inputs, this.#newName(), attributes)
  }

  name(op: string, inputs: readonly string[], output: string, attributes: Attributes = {}): string {
    this.nodes.push({ op, inputs, outputs: [output], attributes })
    return output
  }

  float(value: number): string {
    return this.#keep([], Float32Array.of(value))
  }

  whole(value: number): string {
    return this.#keep([], BigInt64Array.of(BigInt(value)))
  }

  wholes(values: readonly number[]): string {
    return this.#keep([values.length], BigInt64Array.from(values, BigInt))
  }

  weight(dims: readonly number[]): string {
    return this.#keep(dims, this.#randomNumbers(dims))
  }

  normalise(input: string, size: number): string {
    const scale = this.#keep([size], new Float32Array(size).fill(1))
    return this.add('LayerNormalization', [input, scale, this.weight([size])], { axis: { int: -1 }, epsilon: { float: 1e-12 } })
  }

  dense(input: string, from: number, to: number): string {
    const product = this.#isQuantised
      ? this.#quantisedProduct(input, [from, to])
      : this.add('MatMul', [input, this.weight([from, to])])
    return this.add('Add', [product, this.weight([to])])
  }

  /** Finds the range of the whole activation tensor, multiplies in int8, scales back. */
  #quantisedProduct(input: string, dims: readonly number[]): string {
    const weights = this.#randomNumbers(dims)
    const scale = weights.reduce((max, value) => Math.max(max, Math.abs(value)), 0) / 127
    const matrix = this.#keep(
      dims,
      Int8Array.from(weights, (value) => Math.round(value / scale)),
    )
    const [activation, activationScale, zero] = [this.#newName(), this.#newName(), this.#newName()]
    this.nodes.push({ op: 'DynamicQuantizeLinear', inputs: [input], outputs: [activation, activationScale, zero] })
    const product = this.add('Cast', [this.add('MatMulInteger', [activation, matrix, zero])], { to: FLOAT })
    return this.add('Mul', [product, this.add('Mul', [activationScale, this.float(scale)])])
  }

  #keep(dims: readonly number[], data: OnnxInitializer['data']): string {
    const name = this.#newName()
    this.initializers.push({ name, dims, data })
    return name
  }

  #newName(): string {
    return `n${this.#names++}`
  }

  /** The same sequence every time. */
  #randomNumbers(dims: readonly number[]): Float32Array {
    const spread = dims.length > 1 ? 2 / Math.sqrt(dims[0]!) : 0.1
    return new Float32Array(dims.reduce((product, dim) => product * dim, 1)).map(() => {
      this.#seed = (this.#seed * 1_103_515_245 + 12_345) % 2 ** 31
      return (this.#seed / 2 ** 31 - 0.5) * spread
    })
  }
}
