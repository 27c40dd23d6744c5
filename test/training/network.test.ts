import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Network } from '../../src/training/network.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { forwardPlainly, gradientsPlainly } from './plain-network.js'

const anyShape = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 21 }), { minLength: 1, maxLength: 4 }).map((sizes) => [...sizes, 1]),
  rows: fc.integer({ min: 1, max: 9 }),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
})

function fill(network: Network, rows: readonly (readonly number[])[]): void {
  rows.forEach((row, at) => network.kernel.floats.set(row, network.inputs + at * network.inputStride))
}

function randomRows(count: number, width: number, seed: number): number[][] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => Array.from({ length: width }, () => Math.fround(2 * random.share() - 1)))
}

describe('Network', () => {
  it('computes what the same layers give in plain arithmetic, whatever their sizes', () => {
    fc.assert(
      fc.property(anyShape, ({ sizes, rows, seed }) => {
        const network = new Network(sizes, rows)
        network.initialise(seededRandom(seed))
        const inputs = randomRows(rows, sizes[0]!, seed + 1)
        fill(network, inputs)
        const logits = new Float32Array(rows)
        network.forward(rows, logits)
        const layers = network.save()
        inputs.forEach((row, at) => expect(logits[at]).toBeCloseTo(forwardPlainly(layers, row).at(-1)![0]!, 5))
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('computes the gradients that plain arithmetic gives, whatever the sizes', () => {
    fc.assert(
      fc.property(anyShape, ({ sizes, rows, seed }) => {
        const network = new Network(sizes, rows)
        network.initialise(seededRandom(seed))
        const layers = network.save()
        const inputs = randomRows(rows, sizes[0]!, seed + 1)
        const logitGradients = randomRows(1, rows, seed + 2)[0]!
        fill(network, inputs)
        network.forward(rows, new Float32Array(rows))
        network.backward(rows, Float32Array.from(logitGradients), 0)
        // Read the gradients as if they were parameters: both have the same layout.
        const { kernel, parameters, gradients, parameterCount } = network
        kernel.floats.copyWithin(parameters, gradients, gradients + parameterCount)
        const actual = network.save()
        gradientsPlainly(layers, inputs, logitGradients).forEach((expected, index) => {
          const found = [...actual[index]!.weights, ...actual[index]!.biases]
          expected.forEach((value, at) => expect(found[at]).toBeCloseTo(value, 4))
        })
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  it('loads and saves the same weights', () => {
    const network = new Network([5, 11, 1], 4)
    network.initialise(seededRandom(3))
    const other = new Network([5, 11, 1], 4)
    other.load(network.save())
    expect(other.save()).toEqual(network.save())
  })

  it('drops hidden units at the rate asked for and keeps their mean', () => {
    const hidden = 4000
    const network = new Network([1, hidden, 1], 1)
    const ones = (length: number) => new Float32Array(length).fill(1)
    network.load([
      { inputs: 1, outputs: hidden, weights: ones(hidden), biases: new Float32Array(hidden) },
      { inputs: hidden, outputs: 1, weights: ones(hidden), biases: new Float32Array(1) },
    ])
    fill(network, [[1]])
    const logit = new Float32Array(1)
    network.forward(1, logit, { rate: 0.2, random: seededRandom(5) })
    const kept = logit[0]! / 1.25
    expect(Number.isInteger(kept)).toBe(true)
    // Five standard deviations of a binomial count.
    expect(Math.abs(kept - 0.8 * hidden)).toBeLessThan(5 * Math.sqrt(hidden * 0.2 * 0.8))
  })
})
