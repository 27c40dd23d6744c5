import type { Network } from './network.js'

/** Of Kingma and Ba 2015, as PyTorch has them. */
const BETA_1 = 0.9
const BETA_2 = 0.999
const EPSILON = 1e-8

/** Moves a network's parameters along its gradients (AdamW, Loshchilov and Hutter 2019). */
export class AdamW {
  readonly #network: Network
  readonly #means: number
  readonly #variances: number
  readonly #weightDecay: number
  #steps = 0

  constructor(network: Network, weightDecay: number) {
    this.#network = network
    this.#means = network.kernel.allocate(network.parameterCount)
    this.#variances = network.kernel.allocate(network.parameterCount)
    this.#weightDecay = weightDecay
  }

  step(learningRate: number): void {
    const { kernel, parameters, gradients, parameterCount } = this.#network
    this.#steps++
    const rate = learningRate / (1 - BETA_1 ** this.#steps)
    const correction = 1 / Math.sqrt(1 - BETA_2 ** this.#steps)
    const decay = 1 - learningRate * this.#weightDecay
    const addresses = [parameters, gradients, this.#means, this.#variances].map((position) => position * 4)
    const [weight, gradient, mean, variance] = addresses as [number, number, number, number]
    kernel.run.adamW(weight, gradient, mean, variance, parameterCount, decay, rate, BETA_1, BETA_2, correction, EPSILON)
  }
}
