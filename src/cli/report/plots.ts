import type { Judgements, Metrics } from '../../evaluation/measure.js'
import { precisionRecallCurve } from '../../evaluation/precision-recall-curve.js'
import { reliabilityBins } from '../../evaluation/reliability.js'
import { scoreHistogram } from '../../evaluation/score-histogram.js'
import { formatCount, formatShare } from '../terminal/format-number.js'
import type { Markup } from './markup.js'
import { type Axis, drawBar, drawDot, drawLine, plot } from './plot.js'

/** A way of deciding, with the name of its colour. */
export interface Decider {
  readonly name: 'classifier' | 'cosine'
  readonly judgements: Judgements
  readonly metrics: Metrics
}

/** Points of a curve that are drawn; more could not be told apart. */
const MAX_POINTS = 500
const HISTOGRAM_BINS = 25
const percent = (value: number) => `${Math.round(100 * value)} %`
const shareAxis = (label: string): Axis => ({ label, low: 0, high: 1, format: percent })

/** Precision over recall for all thresholds; the dot is the threshold in use. */
export function plotPrecisionRecall(deciders: readonly Decider[]): Markup {
  return plot('Precision over recall', shareAxis('recall'), shareAxis('precision'), (places) =>
    deciders.flatMap(({ name, judgements: { positives, negatives }, metrics }) => {
      const curve = precisionRecallCurve(positives, negatives)
      const step = Math.max(1, Math.ceil(curve.length / MAX_POINTS))
      const kept = curve.filter((_, index) => index % step === 0 || index === curve.length - 1)
      const line = drawLine(
        name,
        kept.map(({ recall, precision }) => [recall, precision]),
        places,
      )
      if (metrics.precision === null || metrics.recall === null) return [line]
      const says = `${name} at ${metrics.threshold.toFixed(3)}: precision ${formatShare(metrics.precision)}, recall ${formatShare(metrics.recall)}`
      return [line, drawDot(name, metrics.recall, metrics.precision, 5, says, places)]
    }),
  )
}

/** Share of equivalent pairs over mean score, a dot a tenth of the scale; on the diagonal a score is what it says. */
export function plotReliability(deciders: readonly Decider[]): Markup {
  return plot('Reliability of the scores', shareAxis('score'), shareAxis('equivalent'), (places) => [
    drawLine(
      'diagonal',
      [
        [0, 0],
        [1, 1],
      ],
      places,
    ),
    ...deciders.flatMap(({ name, judgements: { positives, negatives } }) => {
      const bins = reliabilityBins(positives, negatives).flatMap(({ count, meanScore, equivalentShare }) =>
        meanScore === null || equivalentShare === null ? [] : [{ count, meanScore, equivalentShare }],
      )
      const most = Math.max(...bins.map(({ count }) => count))
      return [
        drawLine(
          name,
          bins.map(({ meanScore, equivalentShare }) => [meanScore, equivalentShare]),
          places,
        ),
        ...bins.map(({ count, meanScore, equivalentShare }) => {
          const says = `${formatCount(count)} pairs, mean score ${meanScore.toFixed(3)}, equivalent ${formatShare(equivalentShare)}`
          return drawDot(name, meanScore, equivalentShare, 2 + 4 * Math.sqrt(count / most), says, places)
        }),
      ]
    }),
  ])
}

/** Where the scores of each label lie; the line is the threshold in use. */
export function plotScores({ name, judgements: { positives, negatives }, metrics }: Decider): Markup {
  const low = name === 'cosine' ? Math.min(0, roundDown(Math.min(least(positives), least(negatives)))) : 0
  const bins = scoreHistogram(positives, negatives, { low, high: 1, count: HISTOGRAM_BINS })
  const share = (count: number, total: number) => (total === 0 ? 0 : count / total)
  const rows = bins.map((bin) => ({
    ...bin,
    positiveShare: share(bin.positives, positives.length),
    negativeShare: share(bin.negatives, negatives.length),
  }))
  const highest = roundUp(Math.max(...rows.map(({ positiveShare, negativeShare }) => Math.max(positiveShare, negativeShare))))
  const x: Axis = {
    label: name === 'cosine' ? 'similarity' : 'score',
    low,
    high: 1,
    format: (value) => String(Number(value.toFixed(2))),
  }
  const y: Axis = { label: 'share of the label', low: 0, high: highest, format: percent }
  return plot(`${x.label} of equivalent and of other pairs`, x, y, (places) => [
    ...rows.flatMap(({ from, to, positiveShare, negativeShare, ...counts }) => {
      const middle = (from + to) / 2
      const range = `from ${from.toFixed(2)} to ${to.toFixed(2)}`
      return [
        drawBar('equivalent', from, middle, positiveShare, `${formatCount(counts.positives)} equivalent pairs ${range}`, places),
        drawBar('different', middle, to, negativeShare, `${formatCount(counts.negatives)} other pairs ${range}`, places),
      ]
    }),
    drawLine(
      'threshold',
      [
        [metrics.threshold, 0],
        [metrics.threshold, highest],
      ],
      places,
    ),
  ])
}

function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), 1)
}

/** To a fifth, for an axis with five steps. */
function roundDown(value: number): number {
  return Math.floor(value * 5) / 5
}

/** To a multiple of 5 %, so that five steps have round numbers. */
function roundUp(share: number): number {
  return Math.max(0.05, Math.ceil(share * 20) / 20)
}
