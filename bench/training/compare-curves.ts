/** Losses of one run, by epoch. */
export interface LossCurve {
  readonly seconds: number
  /** Of all threads together. */
  readonly cpuSeconds: number
  readonly history: readonly { readonly trainingLoss: number; readonly validationLoss: number }[]
}

/** One epoch of two sets of runs that differ in nothing but seeds and who trained. */
export interface EpochComparison {
  readonly epoch: number
  readonly ours: number
  readonly theirs: number
  /** Difference of the means over its standard error (Welch): within ±3 it is noise. */
  readonly standardErrors: number
}

/** Compares one loss of both by epoch; each needs two runs at least. */
export function compareCurves(
  ours: readonly LossCurve[],
  theirs: readonly LossCurve[],
  loss: 'trainingLoss' | 'validationLoss',
): EpochComparison[] {
  return ours[0]!.history.map((_, epoch) => {
    const [a, b] = [ours, theirs].map((runs) => describe(runs.map(({ history }) => history[epoch]![loss])))
    const error = Math.sqrt(a!.variance / ours.length + b!.variance / theirs.length)
    return { epoch: epoch + 1, ours: a!.mean, theirs: b!.mean, standardErrors: (a!.mean - b!.mean) / error }
  })
}

function describe(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, variance }
}
