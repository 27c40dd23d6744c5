/** Binary cross-entropy of a logit against a label, 0…1. */
export function crossEntropy(logit: number, label: number): number {
  return Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)))
}

export function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit))
}

/** How far from 0 and 1 a base model's probability is kept before its logit is taken: float32 cannot tell 1 from 1 − 1e-8. */
export const BASE_MARGIN = 1e-6

/** The logit of a probability that is kept {@link BASE_MARGIN} away from 0 and 1. */
export function logitOf(probability: number): number {
  const kept = Math.min(1 - BASE_MARGIN, Math.max(BASE_MARGIN, probability))
  return Math.log(kept) - Math.log(1 - kept)
}
