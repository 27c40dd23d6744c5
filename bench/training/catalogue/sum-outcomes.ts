import type { BeforeAndAfter, Outcomes } from './compare-classifiers.js'

/** Counts of several comparisons together; thresholds and areas are their means. */
export function addUp(comparisons: readonly BeforeAndAfter[]): BeforeAndAfter {
  const sum = (name: keyof BeforeAndAfter): Outcomes => {
    const all = comparisons.map((comparison) => comparison[name])
    const total = (count: (outcomes: Outcomes) => number) => all.reduce((so, outcomes) => so + count(outcomes), 0)
    return {
      truePositives: total(({ truePositives }) => truePositives),
      falsePositives: total(({ falsePositives }) => falsePositives),
      trueNegatives: total(({ trueNegatives }) => trueNegatives),
      falseNegatives: total(({ falseNegatives }) => falseNegatives),
      threshold: total(({ threshold }) => threshold) / all.length,
      aucRoc: total(({ aucRoc }) => aucRoc ?? NaN) / all.length,
    }
  }
  return { before: sum('before'), after: sum('after'), afterAtEqualRecall: sum('afterAtEqualRecall') }
}
