import type { DenseWeights } from './dense-weights.js'
import type { FeatureRows } from './feature-rows.js'
import { Network } from './network.js'

/** Rows scored at a time where no training batch sets the size. */
const SCORE_BATCH = 256

/** Logits of all rows, or of their exchanges, without dropout. */
export function scoreRows(layers: readonly DenseWeights[], rows: FeatureRows, isSwapped = false): Float32Array {
  const network = new Network(
    [layers[0]!.inputs, ...layers.map(({ outputs }) => outputs)],
    Math.min(SCORE_BATCH, Math.max(1, rows.count)),
  )
  network.load(layers)
  return scoreWith(network, rows, isSwapped)
}

/** Logits of all rows by a network as it stands. */
export function scoreWith(network: Network, rows: FeatureRows, isSwapped = false): Float32Array {
  const logits = new Float32Array(rows.count)
  for (let start = 0; start < rows.count; start += network.capacity) {
    const size = Math.min(network.capacity, rows.count - start)
    for (let at = 0; at < size; at++) {
      rows.write(start + at, network.kernel.floats, network.inputs + at * network.inputStride, isSwapped)
    }
    network.forward(size, logits.subarray(start, start + size))
  }
  return logits
}
