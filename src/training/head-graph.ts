import { editOnnxModel } from '../onnx/edit-model.js'
import type { OnnxInitializer, OnnxNode, OnnxValue } from '../onnx/onnx-graph.js'
import { writeOnnxModel } from '../onnx/write-model.js'
import type { Head } from './head.js'
import { BASE_MARGIN } from './loss.js'
import { CLIP } from './standard-rows.js'

/** Every name that a correction adds to a graph begins with it, so that it can be taken out again. */
const CORRECTION = 'head/'
const BASE_PROBABILITY = 'base/probability'
const PROBABILITY: OnnxValue = { name: 'probability', type: 'float32', shape: ['rows', 1] }

/** A classifier of its own: `features` (rows × width) → `probability` (rows × 1). */
export function writeHead(head: Head): Uint8Array {
  const features: OnnxValue = { name: 'features', type: 'float32', shape: ['rows', head.layers[0]!.inputs] }
  const { nodes, initializers } = partsOf(head, 'model/')
  return writeOnnxModel({ name: 'classifier', inputs: [features], outputs: [PROBABILITY], nodes, initializers })
}

/**
 * A base classifier with a head behind it: same inputs as the base, whose probability becomes one of the head's inputs.
 * A head that is there already is replaced. Throws `RangeError` for bytes that are no ONNX file.
 */
export function writeHeadOnBase(head: Head, base: Uint8Array): Uint8Array {
  const { nodes, initializers } = partsOf(head, CORRECTION)
  return editOnnxModel(withoutHead(base), {
    keeps: () => true,
    renames: { [PROBABILITY.name]: BASE_PROBABILITY },
    outputs: [PROBABILITY],
    nodes,
    initializers,
  })
}

/** The base classifier of a graph, which is the graph itself when it has no head. */
export function withoutHead(model: Uint8Array): Uint8Array {
  return editOnnxModel(model, {
    keeps: (name) => !name.startsWith(CORRECTION),
    renames: { [BASE_PROBABILITY]: PROBABILITY.name },
    nodes: [],
    initializers: [],
    outputs: [{ ...PROBABILITY, shape: null }],
  })
}

function partsOf(head: Head, prefix: string): GraphParts {
  const parts = new GraphParts(prefix)
  let input = 'features'
  if (head.correctsBase) {
    addBaseLogit(parts)
    input = parts.node('Concat', [input, parts.named('base')], 'extended', { axis: { int: 1 } })
  }
  if (head.standardisation) {
    const { means, scales } = head.standardisation
    const shifted = parts.node('Sub', [input, parts.constant('means', means)], 'shifted')
    const scaled = parts.node('Mul', [shifted, parts.constant('scales', scales)], 'scaled')
    input = parts.node('Clip', [scaled, parts.scalar('lowest', -CLIP), parts.scalar('highest', CLIP)], 'standard')
  }
  head.layers.forEach(({ inputs, outputs, weights, biases }, index) => {
    const parameters = [parts.constant(`weights${index}`, weights, [inputs, outputs]), parts.constant(`biases${index}`, biases)]
    input = parts.node('Gemm', [input, ...parameters], `linear${index}`)
    if (index < head.layers.length - 1) input = parts.node('Relu', [input], `active${index}`)
  })
  if (head.correctsBase) input = parts.node('Add', [input, parts.named('base')], 'logit')
  const { slope, offset } = head.calibration
  const sloped = parts.node('Mul', [input, parts.scalar('slope', slope)], 'sloped')
  const calibrated = parts.node('Add', [sloped, parts.scalar('offset', offset)], 'calibrated')
  parts.nodes.push({ op: 'Sigmoid', inputs: [calibrated], outputs: [PROBABILITY.name], name: parts.named('probability') })
  return parts
}

/** log(p) − log(1 − p) of the base's probability, kept away from 0 and 1, as one column named `base`. */
function addBaseLogit(parts: GraphParts): void {
  const column: OnnxInitializer = { name: parts.named('column'), dims: [2], data: BigInt64Array.of(-1n, 1n) }
  parts.initializers.push(column)
  const probabilities = parts.node('Reshape', [BASE_PROBABILITY, column.name], 'probabilities')
  const limits = [parts.scalar('least', BASE_MARGIN), parts.scalar('most', 1 - BASE_MARGIN)]
  const kept = parts.node('Clip', [probabilities, ...limits], 'kept')
  const rest = parts.node('Sub', [parts.scalar('one', 1), kept], 'rest')
  parts.node('Sub', [parts.node('Log', [kept], 'logKept'), parts.node('Log', [rest], 'logRest')], 'base')
}

/** Nodes and constants whose names share a prefix. */
class GraphParts {
  readonly nodes: OnnxNode[] = []
  readonly initializers: OnnxInitializer[] = []
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  named(name: string): string {
    return this.#prefix + name
  }

  /** Adds an operation; returns the name of its output. */
  node(op: string, inputs: string[], output: string, attributes: OnnxNode['attributes'] = {}): string {
    const name = this.named(output)
    this.nodes.push({ op, inputs, outputs: [name], name, attributes })
    return name
  }

  constant(name: string, data: Float32Array, dims: readonly number[] = [data.length]): string {
    this.initializers.push({ name: this.named(name), dims, data })
    return this.named(name)
  }

  scalar(name: string, value: number): string {
    return this.constant(name, Float32Array.of(value), [])
  }
}
