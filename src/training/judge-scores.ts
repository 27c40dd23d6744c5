import { measure, type Metrics } from '../evaluation/measure.js'

/** Figures of a set of scores; `labels` has one element a score. */
export function judgeScores(scores: ArrayLike<number>, labels: ArrayLike<number>, threshold: number): Metrics {
  return measure({ ...splitScores(scores, labels), latenciesMs: [] }, threshold)
}

/** Scores by label. */
export function splitScores(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): { readonly positives: number[]; readonly negatives: number[] } {
  const positives: number[] = []
  const negatives: number[] = []
  for (let row = 0; row < scores.length; row++) (labels[row] === 1 ? positives : negatives).push(scores[row]!)
  return { positives, negatives }
}

/** The figures as a model card keeps them: numbers by name, with `count`; what is no number is left out. */
export function toCardMetrics({ examples, ...figures }: Metrics): Record<string, number> {
  const numbers = Object.entries(figures).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  return { count: examples, ...Object.fromEntries(numbers) }
}
