import { describe, expect, it } from 'vitest'
import { MatrixRows } from '../../src/training/feature-rows.js'
import { fitNetwork, type LabelledRows } from '../../src/training/fit-network.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { resolveRecipe } from '../../src/training/recipe.js'
import { scoreRows } from '../../src/training/score-rows.js'

/** Points of a square whose label is whether both coordinates have the same sign. */
function xorRows(count: number, seed: number): LabelledRows {
  const random = seededRandom(seed)
  const values = Float32Array.from({ length: count * 2 }, () => 2 * random.share() - 1)
  const labels = Float32Array.from({ length: count }, (_, row) => (values[2 * row]! * values[2 * row + 1]! > 0 ? 1 : 0))
  return { rows: new MatrixRows(values, 2), labels, weights: new Float32Array(count).fill(1) }
}

const recipe = resolveRecipe({ hiddenSizes: [16, 8], epochs: 40, batchSize: 32, learningRate: 0.01, dropout: 0, patience: 0 })

describe('fitNetwork', () => {
  it('learns what no linear model can', async () => {
    const { layers, history, bestEpoch } = await fitNetwork(xorRows(1000, 1), xorRows(400, 2), { recipe })
    const test = xorRows(1000, 3)
    const right = scoreRows(layers, test.rows).filter((logit, row) => logit > 0 === (test.labels[row] === 1)).length
    expect(right / 1000).toBeGreaterThan(0.95)
    expect(history).toHaveLength(40)
    expect(Math.min(...history.map(({ validationLoss }) => validationLoss))).toBe(history[bestEpoch - 1]!.validationLoss)
  })

  it('gives the same weights, bit for bit, for the same seed, and others for another', async () => {
    const options = { recipe: { ...recipe, epochs: 3, dropout: 0.3 } }
    const first = await fitNetwork(xorRows(200, 1), xorRows(50, 2), options)
    const second = await fitNetwork(xorRows(200, 1), xorRows(50, 2), options)
    const other = await fitNetwork(xorRows(200, 1), xorRows(50, 2), { recipe: { ...options.recipe, seed: 8 } })
    expect(second).toEqual(first)
    expect(other.layers).not.toEqual(first.layers)
  })

  it('stops once validation has not improved for `patience` epochs and returns the best epoch', async () => {
    const training = xorRows(64, 1)
    const opposite = { ...training, labels: training.labels.map((label) => 1 - label) }
    const { history, bestEpoch } = await fitNetwork(training, opposite, {
      recipe: { ...recipe, patience: 3, learningRate: 0.05 },
    })
    expect(history.length - bestEpoch).toBe(3)
    expect(history.length).toBeLessThan(40)
  })

  it('lets heavy rows outweigh light ones', async () => {
    const rows = new MatrixRows(new Float32Array(100).fill(1), 1)
    const labels = Float32Array.from({ length: 100 }, (_, row) => (row < 50 ? 1 : 0))
    const weights = Float32Array.from(labels, (label) => (label === 1 ? 3 : 1))
    const weighted = { rows, labels, weights }
    const { layers } = await fitNetwork(weighted, weighted, {
      recipe: { ...recipe, hiddenSizes: [], epochs: 300, weightDecay: 0 },
    })
    const [logit] = scoreRows(layers, new MatrixRows(Float32Array.of(1), 1))
    expect(logit).toBeCloseTo(Math.log(3), 1)
  })

  it('starts at the offsets when asked to', async () => {
    const training = xorRows(400, 1)
    const known = { ...training, offsets: training.labels.map((label) => (label === 1 ? 8 : -8)) }
    const once = { recipe: { ...recipe, epochs: 1, learningRate: 1e-6 }, startsAtOffset: true }
    const told = await fitNetwork(known, known, once)
    const untold = await fitNetwork(training, training, once)
    expect(told.history[0]!.validationLoss).toBeCloseTo(Math.log1p(Math.exp(-8)), 4)
    expect(untold.history[0]!.validationLoss).toBeCloseTo(Math.LN2, 3)
  })

  it('rejects with the reason of an aborted signal', async () => {
    const controller = new AbortController()
    const fitting = fitNetwork(xorRows(200, 1), xorRows(50, 2), {
      recipe,
      signal: controller.signal,
      onProgress: ({ epoch }) => {
        if (epoch === 2) controller.abort(new Error('enough'))
      },
    })
    await expect(fitting).rejects.toThrow('enough')
  })

  it('reports steps that end at the last one', async () => {
    const steps: number[] = []
    const onProgress = (progress: { step: number; steps: number }) => steps.push(progress.step / progress.steps)
    await fitNetwork(xorRows(100, 1), xorRows(50, 2), { recipe: { ...recipe, epochs: 4 }, onProgress })
    expect(steps.at(-1)).toBe(1)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  })
})
