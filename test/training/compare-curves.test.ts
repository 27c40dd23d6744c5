import { describe, expect, it } from 'vitest'
import { compareCurves, type LossCurve } from '../../bench/training/compare-curves.js'

const curve = (...losses: number[]): LossCurve => ({
  seconds: 1,
  cpuSeconds: 1,
  history: losses.map((loss) => ({ trainingLoss: loss, validationLoss: loss + 1 })),
})

describe('compareCurves', () => {
  it('gives means by epoch and their difference in standard errors', () => {
    const rows = compareCurves([curve(1, 0.5), curve(3, 0.5)], [curve(1, 0.7), curve(1, 0.9)], 'trainingLoss')
    expect(rows).toEqual([
      { epoch: 1, ours: 2, theirs: 1, standardErrors: 1 },
      { epoch: 2, ours: 0.5, theirs: expect.closeTo(0.8), standardErrors: expect.closeTo(-3) },
    ])
  })

  it('compares the loss that is named', () => {
    const [row] = compareCurves([curve(1), curve(2)], [curve(1), curve(2)], 'validationLoss')
    expect(row).toMatchObject({ ours: 2.5, theirs: 2.5, standardErrors: 0 })
  })
})
