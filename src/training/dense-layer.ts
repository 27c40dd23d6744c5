import type { DenseWeights } from './dense-weights.js'
import type { Kernel } from './kernel.js'
import type { Random } from '../random/seeded-random.js'

/** Columns of a panel: the kernel's tile holds two vectors of four. */
const PANEL = 8
/** Rows of a tile; batches are padded to a multiple of it. */
export const TILE_ROWS = 4
/** Inputs multiplied at a time, so that a panel of weights (8 KiB) stays in the first-level cache. */
const DEPTH_BLOCK = 256

/** Rounds up to a multiple of `step`. */
export function padTo(step: number, count: number): number {
  return Math.ceil(count / step) * step
}

/**
 * A fully connected layer in kernel memory. Weights lie in panels of eight outputs, `[panel][input][8]`, which is the
 * order the kernel reads; sizes are padded, and everything in the padding is and stays zero. Positions are indices of
 * floats; `start` is where this layer's parameters begin within the parameters (and gradients) of the network.
 */
export class DenseLayer {
  readonly inputs: number
  readonly outputs: number
  /** Distance between two rows of the input and of the output. */
  readonly inputStride: number
  readonly outputStride: number
  readonly parameterCount: number
  readonly #kernel: Kernel
  readonly #panels: number
  readonly #biasOffset: number
  readonly #transposed: number

  constructor(kernel: Kernel, inputs: number, outputs: number) {
    this.#kernel = kernel
    this.inputs = inputs
    this.outputs = outputs
    this.inputStride = padTo(PANEL, inputs)
    this.outputStride = padTo(PANEL, outputs)
    this.#panels = this.outputStride / PANEL
    this.#biasOffset = this.inputStride * this.outputStride
    this.parameterCount = this.#biasOffset + this.outputStride
    this.#transposed = kernel.allocate(this.#biasOffset)
  }

  /** Uniform within 1/√inputs, as PyTorch's `Linear` starts. */
  initialise(parameters: number, random: Random): void {
    const bound = 1 / Math.sqrt(this.inputs)
    const draw = () => Math.fround((2 * random.share() - 1) * bound)
    const { weights, biases } = this.#empty()
    this.load(parameters, { inputs: this.inputs, outputs: this.outputs, weights: weights.map(draw), biases: biases.map(draw) })
  }

  load(parameters: number, { weights, biases }: DenseWeights): void {
    const { floats } = this.#kernel
    for (let input = 0; input < this.inputs; input++) {
      for (let output = 0; output < this.outputs; output++) {
        floats[parameters + this.#offsetOf(input, output)] = weights[input * this.outputs + output]!
      }
    }
    floats.set(biases, parameters + this.#biasOffset)
  }

  save(parameters: number): DenseWeights {
    const { floats } = this.#kernel
    const { weights, biases } = this.#empty()
    for (let input = 0; input < this.inputs; input++) {
      for (let output = 0; output < this.outputs; output++) {
        weights[input * this.outputs + output] = floats[parameters + this.#offsetOf(input, output)]!
      }
    }
    const start = parameters + this.#biasOffset
    biases.set(floats.subarray(start, start + this.outputs))
    return { inputs: this.inputs, outputs: this.outputs, weights, biases }
  }

  /** y = x · weights + biases, for `rows` rows, a multiple of {@link TILE_ROWS}. */
  forward(parameters: number, x: number, y: number, rows: number): void {
    const { floats, run } = this.#kernel
    const biases = floats.subarray(parameters + this.#biasOffset, parameters + this.parameterCount)
    for (let row = 0; row < rows; row++) floats.set(biases, y + row * this.outputStride)
    const aRow = this.inputStride * 4
    const cRow = this.outputStride * 4
    const panelBytes = this.inputStride * PANEL * 4
    for (let input = 0; input < this.inputStride; input += DEPTH_BLOCK) {
      const depth = Math.min(DEPTH_BLOCK, this.inputStride - input)
      for (let panel = 0; panel < this.#panels; panel++) {
        const b = (parameters + input * PANEL) * 4 + panel * panelBytes
        const c = (y + panel * PANEL) * 4
        run.multiply(
          (x + input) * 4,
          aRow,
          4,
          aRow * TILE_ROWS,
          rows / TILE_ROWS,
          b,
          0,
          1,
          depth,
          c,
          cRow,
          cRow * TILE_ROWS,
          0,
          1,
        )
      }
    }
  }

  /**
   * Gradients of the parameters, given those of the outputs in panels, `[panel][row][8]`, and the inputs packed by four,
   * `[input / 4][row][4]`.
   */
  backward(gradients: number, packedX: number, panelledDy: number, rows: number): void {
    const { floats, run } = this.#kernel
    run.multiply(
      packedX * 4,
      4,
      TILE_ROWS * 4,
      rows * TILE_ROWS * 4,
      this.inputStride / TILE_ROWS,
      panelledDy * 4,
      rows * PANEL * 4,
      this.#panels,
      rows,
      gradients * 4,
      PANEL * 4,
      PANEL * 4 * TILE_ROWS,
      this.inputStride * PANEL * 4,
      0,
    )
    const biases = floats.subarray(gradients + this.#biasOffset, gradients + this.parameterCount).fill(0)
    for (let panel = 0; panel < this.#panels; panel++) {
      for (let row = 0; row < rows; row++) {
        const at = panelledDy + (panel * rows + row) * PANEL
        for (let lane = 0; lane < PANEL; lane++) biases[panel * PANEL + lane]! += floats[at + lane]!
      }
    }
  }

  /** dx = dy · weightsᵀ, row-major. */
  inputGradients(parameters: number, panelledDy: number, dx: number, rows: number): void {
    const { run } = this.#kernel
    this.#transpose(parameters)
    const inputPanels = this.inputStride / PANEL
    const cRow = this.inputStride * 4
    for (let panel = 0; panel < this.#panels; panel++) {
      const a = (panelledDy + panel * rows * PANEL) * 4
      const b = (this.#transposed + panel * PANEL * PANEL) * 4
      const bPanel = this.outputStride * PANEL * 4
      run.multiply(
        a,
        PANEL * 4,
        4,
        PANEL * 4 * TILE_ROWS,
        rows / TILE_ROWS,
        b,
        bPanel,
        inputPanels,
        PANEL,
        dx * 4,
        cRow,
        cRow * TILE_ROWS,
        PANEL * 4,
        panel === 0 ? 0 : 1,
      )
    }
  }

  /** Weights as `[input / 8][output][8]`. */
  #transpose(parameters: number): void {
    const { floats } = this.#kernel
    let at = this.#transposed
    for (let first = 0; first < this.inputStride; first += PANEL) {
      for (let output = 0; output < this.outputStride; output++) {
        for (let lane = 0; lane < PANEL; lane++) floats[at++] = floats[parameters + this.#offsetOf(first + lane, output)]!
      }
    }
  }

  #offsetOf(input: number, output: number): number {
    return (Math.floor(output / PANEL) * this.inputStride + input) * PANEL + (output % PANEL)
  }

  #empty(): { weights: Float32Array; biases: Float32Array } {
    return { weights: new Float32Array(this.inputs * this.outputs), biases: new Float32Array(this.outputs) }
  }
}
