import type { DenseWeights } from '../../src/training/dense-weights.js'

/** The same network in plain doubles, written for reading: the oracle of the kernel. */
export function forwardPlainly(layers: readonly DenseWeights[], row: readonly number[]): number[][] {
  const activations = [[...row]]
  layers.forEach(({ inputs, outputs, weights, biases }, index) => {
    const x = activations.at(-1)!
    const y = Array.from({ length: outputs }, (_, output) => {
      let sum = biases[output]!
      for (let input = 0; input < inputs; input++) sum += x[input]! * weights[input * outputs + output]!
      return index < layers.length - 1 ? Math.max(0, sum) : sum
    })
    activations.push(y)
  })
  return activations
}

/** Sums over rows of the gradients of Σ logitGradient · logit, by layer: weights row-major, then biases. */
export function gradientsPlainly(
  layers: readonly DenseWeights[],
  rows: readonly (readonly number[])[],
  logitGradients: readonly number[],
): number[][] {
  const sums = layers.map(({ weights, biases }) => Array.from({ length: weights.length + biases.length }, () => 0))
  rows.forEach((row, at) => {
    const activations = forwardPlainly(layers, row)
    let dy = [logitGradients[at]!]
    for (let index = layers.length - 1; index >= 0; index--) {
      const { inputs, outputs, weights } = layers[index]!
      const x = activations[index]!
      const dx = Array.from({ length: inputs }, () => 0)
      for (let output = 0; output < outputs; output++) {
        sums[index]![weights.length + output]! += dy[output]!
        for (let input = 0; input < inputs; input++) {
          sums[index]![input * outputs + output]! += x[input]! * dy[output]!
          dx[input]! += weights[input * outputs + output]! * dy[output]!
        }
      }
      dy = dx.map((value, input) => (x[input]! > 0 ? value : 0))
    }
  })
  return sums
}
