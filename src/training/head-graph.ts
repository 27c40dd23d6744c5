import { editOnnxModel } from '../onnx/edit-model.js'
import type { OnnxInitializer, OnnxNode, OnnxValue } from '../onnx/onnx-graph.js'
import { writeOnnxModel } from '../onnx/write-model.js'
import type { Head } from './head.js'
import { BASE_MARGIN } from './loss.js'
import { CLIP } from './standard-rows.js'

/** Every name that training adds to a graph begins with it, so that it can be taken out again. */
const PREFIX = 'head/'
const BASE_PROBABILITY = 'base/probability'
const PROBABILITY: OnnxValue = { name: 'probability', type: 'float32', shape: ['rows', 1] }

interface GraphParts {
  readonly nodes: OnnxNode[]
  readonly initializers: OnnxInitializer[]
}

/** A classifier of its own: `features` (rows × width) → `probability` (rows × 1). */
export function writeHead(head: Head): Uint8Array {
  const features: OnnxValue = { name: 'features', type: 'float32', shape: ['rows', head.layers[0]!.inputs] }
  return writeOnnxModel({ name: 'classifier', inputs: [features], outputs: [PROBABILITY], ...partsOf(head) })
}

/**
 * A base classifier with a head behind it: same inputs as the base, whose probability becomes one of the head's inputs.
 * A head that is there already is replaced. Throws `RangeError` for bytes that are no ONNX file.
 */
export function writeHeadOnBase(head: Head, base: Uint8Array): Uint8Array {
  return editOnnxModel(withoutHead(base), {
    keeps: () => true,
    renames: { [PROBABILITY.name]: BASE_PROBABILITY },
    outputs: [PROBABILITY],
    ...partsOf(head),
  })
}

/** The base classifier of a graph, which is the graph itself when it has no head. */
export function withoutHead(model: Uint8Array): Uint8Array {
  return editOnnxModel(model, {
    keeps: (name) => !name.startsWith(PREFIX),
    renames: { [BASE_PROBABILITY]: PROBABILITY.name },
    nodes: [],
    initializers: [],
    outputs: [{ ...PROBABILITY, shape: null }],
  })
}

function partsOf(head: Head): GraphParts {
  const parts: GraphParts = { nodes: [], initializers: [] }
  let input = 'features'
  if (head.correctsBase) {
    addBaseLogit(parts)
    parts.nodes.push(node('Concat', ['features', `${PREFIX}base`], 'extended', { axis: { int: 1 } }))
    input = `${PREFIX}extended`
  }
  if (head.standardisation) {
    const { means, scales } = head.standardisation
    parts.nodes.push(
      node('Sub', [input, constant(parts, 'means', means)], 'shifted'),
      node('Mul', [`${PREFIX}shifted`, constant(parts, 'scales', scales)], 'scaled'),
      node('Clip', [`${PREFIX}scaled`, scalar(parts, 'lowest', -CLIP), scalar(parts, 'highest', CLIP)], 'standard'),
    )
    input = `${PREFIX}standard`
  }
  head.layers.forEach(({ inputs, outputs, weights, biases }, index) => {
    const dims = [inputs, outputs]
    const parameters = [constant(parts, `weights${index}`, weights, dims), constant(parts, `biases${index}`, biases)]
    parts.nodes.push(node('Gemm', [input, ...parameters], `linear${index}`))
    input = `${PREFIX}linear${index}`
    if (index === head.layers.length - 1) return
    parts.nodes.push(node('Relu', [input], `active${index}`))
    input = `${PREFIX}active${index}`
  })
  if (head.correctsBase) {
    parts.nodes.push(node('Add', [input, `${PREFIX}base`], 'logit'))
    input = `${PREFIX}logit`
  }
  const { slope, offset } = head.calibration
  parts.nodes.push(
    node('Mul', [input, scalar(parts, 'slope', slope)], 'sloped'),
    node('Add', [`${PREFIX}sloped`, scalar(parts, 'offset', offset)], 'calibrated'),
    { op: 'Sigmoid', inputs: [`${PREFIX}calibrated`], outputs: [PROBABILITY.name], name: `${PREFIX}probability` },
  )
  return parts
}

/** log(p) − log(1 − p) of the base's probability, kept away from 0 and 1, as one column. */
function addBaseLogit(parts: GraphParts): void {
  const column: OnnxInitializer = { name: `${PREFIX}column`, dims: [2], data: BigInt64Array.of(-1n, 1n) }
  parts.initializers.push(column)
  const limits = [scalar(parts, 'least', BASE_MARGIN), scalar(parts, 'most', 1 - BASE_MARGIN)]
  parts.nodes.push(
    node('Reshape', [BASE_PROBABILITY, column.name], 'probabilities'),
    node('Clip', [`${PREFIX}probabilities`, ...limits], 'kept'),
    node('Sub', [scalar(parts, 'one', 1), `${PREFIX}kept`], 'rest'),
    node('Log', [`${PREFIX}kept`], 'logKept'),
    node('Log', [`${PREFIX}rest`], 'logRest'),
    node('Sub', [`${PREFIX}logKept`, `${PREFIX}logRest`], 'base'),
  )
}

function node(op: string, inputs: string[], output: string, attributes: OnnxNode['attributes'] = {}): OnnxNode {
  return { op, inputs, outputs: [`${PREFIX}${output}`], name: `${PREFIX}${output}`, attributes }
}

function constant(parts: GraphParts, name: string, data: Float32Array, dims: readonly number[] = [data.length]): string {
  parts.initializers.push({ name: `${PREFIX}${name}`, dims, data })
  return `${PREFIX}${name}`
}

function scalar(parts: GraphParts, name: string, value: number): string {
  return constant(parts, name, Float32Array.of(value), [])
}
