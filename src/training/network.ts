import { DenseLayer, padTo, TILE_ROWS } from './dense-layer.js'
import type { DenseWeights } from './dense-weights.js'
import { Kernel } from './kernel.js'
import type { Random } from '../random/seeded-random.js'

/** A layer with the places of its values for one batch. */
interface Stage {
  readonly layer: DenseLayer
  /** Where its parameters start within all parameters. */
  readonly offset: number
  /** Its input, rows × inputStride. */
  readonly x: number
  /** Gradients of its input; undefined on the first layer, whose input is data. */
  readonly dx: number | undefined
}

/** A multi-layer perceptron with ReLU and dropout between its layers and one logit at its end, for batches of rows. */
export class Network {
  readonly kernel: Kernel
  /** Rows of the largest batch. */
  readonly capacity: number
  readonly parameterCount: number
  /** Positions of all parameters and of their gradients in the kernel's floats, in the same order. */
  readonly parameters: number
  readonly gradients: number
  readonly #stages: readonly Stage[]
  readonly #logits: number
  readonly #packed: number
  readonly #panelled: number

  /** `sizes` counts the inputs, the units of every hidden layer, and 1 at the end. */
  constructor(sizes: readonly number[], maxRows: number) {
    const kernel = new Kernel()
    this.kernel = kernel
    this.capacity = padTo(TILE_ROWS, maxRows)
    const layers = sizes.slice(1).map((outputs, index) => new DenseLayer(kernel, sizes[index]!, outputs))
    this.parameterCount = layers.reduce((sum, layer) => sum + layer.parameterCount, 0)
    this.parameters = kernel.allocate(this.parameterCount)
    this.gradients = kernel.allocate(this.parameterCount)
    let offset = 0
    this.#stages = layers.map((layer, index) => {
      const size = this.capacity * layer.inputStride
      const stage = { layer, offset, x: kernel.allocate(size), dx: index === 0 ? undefined : kernel.allocate(size) }
      offset += layer.parameterCount
      return stage
    })
    const widest = Math.max(...layers.flatMap((layer) => [layer.inputStride, layer.outputStride]))
    this.#logits = kernel.allocate(this.capacity * layers.at(-1)!.outputStride)
    this.#packed = kernel.allocate(this.capacity * widest)
    this.#panelled = kernel.allocate(this.capacity * widest)
  }

  /** Distance between two rows of the input. */
  get inputStride(): number {
    return this.#stages[0]!.layer.inputStride
  }

  /** Position of the first input row: fill rows there, `inputStride` apart, before {@link forward}. */
  get inputs(): number {
    return this.#stages[0]!.x
  }

  initialise(random: Random): void {
    for (const { layer, offset } of this.#stages) layer.initialise(this.parameters + offset, random)
  }

  /** Zeroes the last layer, so that every logit is zero until a step is taken. */
  silence(): void {
    const { layer, offset } = this.#stages.at(-1)!
    const start = this.parameters + offset
    this.kernel.floats.fill(0, start, start + layer.parameterCount)
  }

  load(weights: readonly DenseWeights[]): void {
    this.#stages.forEach(({ layer, offset }, index) => layer.load(this.parameters + offset, weights[index]!))
  }

  save(): DenseWeights[] {
    return this.#stages.map(({ layer, offset }) => layer.save(this.parameters + offset))
  }

  /**
   * Computes the logits of the first `rows` input rows into `logits`. With `dropout`, hidden units are zeroed at random
   * with its rate and the others scaled up.
   */
  forward(rows: number, logits: Float32Array, dropout?: { readonly rate: number; readonly random: Random }): void {
    const padded = padTo(TILE_ROWS, rows)
    this.#stages.forEach(({ layer, offset, x }, index) => {
      const next = this.#stages[index + 1]
      layer.forward(this.parameters + offset, x, next?.x ?? this.#logits, padded)
      if (next) this.#activate(next.x, padded * next.layer.inputStride, dropout)
    })
    const { floats } = this.kernel
    const stride = this.#stages.at(-1)!.layer.outputStride
    for (let row = 0; row < rows; row++) logits[row] = floats[this.#logits + row * stride]!
  }

  /** Computes the gradients of all parameters from those of the logits; follows {@link forward} with the same rows and rate. */
  backward(rows: number, logitGradients: Float32Array, dropoutRate: number): void {
    const padded = padTo(TILE_ROWS, rows)
    const { floats, run } = this.kernel
    const last = this.#stages.at(-1)!.layer
    floats.fill(0, this.#panelled, this.#panelled + padded * last.outputStride)
    for (let row = 0; row < rows; row++) floats[this.#panelled + row * last.outputStride] = logitGradients[row]!
    for (const { layer, offset, x, dx } of this.#stages.toReversed()) {
      run.pack(x * 4, layer.inputStride * 4, padded, layer.inputStride / TILE_ROWS, this.#packed * 4)
      layer.backward(this.gradients + offset, this.#packed, this.#panelled, padded)
      if (dx === undefined) continue
      layer.inputGradients(this.parameters + offset, this.#panelled, dx, padded)
      this.#deactivate(x, dx, padded, layer.inputStride, 1 / (1 - dropoutRate))
    }
  }

  #activate(start: number, count: number, dropout: { readonly rate: number; readonly random: Random } | undefined): void {
    const { floats } = this.kernel
    const end = start + count
    if (!dropout || dropout.rate === 0) {
      for (let at = start; at < end; at++) if (floats[at]! < 0) floats[at] = 0
      return
    }
    const scale = 1 / (1 - dropout.rate)
    const limit = dropout.rate * 2 ** 32
    for (let at = start; at < end; at++) {
      const isKept = dropout.random.bits() >= limit
      floats[at] = isKept && floats[at]! > 0 ? floats[at]! * scale : 0
    }
  }

  /** Turns gradients after activation into gradients before it, in panels of eight: a unit at zero passes nothing on. */
  #deactivate(x: number, dx: number, rows: number, stride: number, scale: number): void {
    const { floats } = this.kernel
    let at = this.#panelled
    for (let first = 0; first < stride; first += 8) {
      for (let row = 0; row < rows; row++) {
        const start = row * stride + first
        for (let lane = start; lane < start + 8; lane++) floats[at++] = floats[x + lane]! > 0 ? floats[dx + lane]! * scale : 0
      }
    }
  }
}
