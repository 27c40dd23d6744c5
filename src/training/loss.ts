/** Binary cross-entropy of a logit against a label, 0…1. */
export function crossEntropy(logit: number, label: number): number {
  return Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)))
}

export function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit))
}

/** The logit of a probability that is kept `margin` away from 0 and 1. */
export function logitOf(probability: number, margin = 1e-6): number {
  const kept = Math.min(1 - margin, Math.max(margin, probability))
  return Math.log(kept) - Math.log(1 - kept)
}
