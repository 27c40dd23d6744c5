/** One fully connected layer: y = x · weights + biases. */
export interface DenseWeights {
  readonly inputs: number
  readonly outputs: number
  /** Row-major, inputs × outputs. */
  readonly weights: Float32Array
  readonly biases: Float32Array
}
