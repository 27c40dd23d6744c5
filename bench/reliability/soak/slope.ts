/** A straight line through measurements, by least squares. */
export interface Trend {
  /** What the line rises by from the first measurement to the last; negative when it falls. */
  readonly growth: number
  /** The measurements' mean. */
  readonly mean: number
}

/** Fits a line to values at equal distances; no growth for fewer than two. */
export function trendOf(values: readonly number[]): Trend {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const middle = (values.length - 1) / 2
  let [covariance, variance] = [0, 0]
  values.forEach((value, index) => {
    covariance += (index - middle) * (value - mean)
    variance += (index - middle) ** 2
  })
  return { growth: variance === 0 ? 0 : (covariance / variance) * (values.length - 1), mean }
}
