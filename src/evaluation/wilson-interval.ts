/** Standard normal quantile at 97.5 %, for an interval of 95 %. */
const Z_95 = 1.959963984540054

/** The ends of an interval, 0…1. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * 95 % confidence interval of a share (Wilson 1927, JASA 22; recommended for small counts by Brown, Cai & DasGupta 2001).
 * `count` of `total`; null when `total` is 0.
 */
export function wilsonInterval(count: number, total: number): Interval | null {
  if (total === 0) return null
  const share = count / total
  const zz = Z_95 ** 2
  const centre = share + zz / (2 * total)
  const spread = Z_95 * Math.sqrt((share * (1 - share)) / total + zz / (4 * total ** 2))
  const scale = 1 + zz / total
  // At the ends the formula gives 0 and 1 but for rounding.
  return {
    low: count === 0 ? 0 : (centre - spread) / scale,
    high: count === total ? 1 : (centre + spread) / scale,
  }
}
