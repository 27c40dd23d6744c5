import type { Evaluation } from '../../evaluation/evaluate.js'
import type { Metrics } from '../../evaluation/measure.js'
import { type ReliabilityBin, reliabilityBins } from '../../evaluation/reliability.js'
import { wilsonInterval } from '../../evaluation/wilson-interval.js'
import { formatCount, formatDecimal, formatShare } from '../terminal/format-number.js'
import { formatRows } from '../terminal/format-rows.js'
import { formatTable } from '../terminal/format-table.js'
import type { Output } from '../terminal/terminal.js'
import type { InferenceReport } from '../../inference/inference.js'
import type { EvaluatedFile } from './evaluate-file.js'

type Layout = Pick<Output, 'paint' | 'columns'>

/** Names of the models and the data, with how much of it. */
export function aboutRows(
  { evaluation, card }: EvaluatedFile,
  { encoder }: InferenceReport,
  { data, split }: { readonly data: string; readonly split: string | null },
): [string, string][] {
  const pairs = `${formatCount(evaluation.examples)} pairs, ${formatCount(evaluation.positives)} of them equivalent`
  return [
    ['classifier', `${card.name}@${card.version} (${card.kind})`],
    ['encoder', `${encoder.id} (${encoder.dimensions} dimensions)`],
    ['data', `${data}, ${split === null ? 'all splits' : `split ${split}`}: ${pairs}`],
  ]
}

/** A row a figure with a cell a way of deciding, the heading first; false hits lead, since they are the harm. */
export function figureRows(evaluation: Evaluation): string[][] {
  const deciders: [string, Metrics][] = [['classifier', evaluation]]
  if (evaluation.cosine) deciders.push(['cosine', evaluation.cosine])
  if (evaluation.cosineAtEqualRecall) deciders.push(['cosine at equal recall', evaluation.cosineAtEqualRecall])
  const row = (title: string, cell: (metrics: Metrics) => string) => [title, ...deciders.map(([, metrics]) => cell(metrics))]
  return [
    ['', ...deciders.map(([name]) => name)],
    row('threshold', ({ threshold }) => formatDecimal(threshold)),
    row('false hits', ({ falsePositives, negatives }) => formatPart(falsePositives, negatives)),
    row('right hits (recall)', ({ truePositives, positives }) => formatPart(truePositives, positives)),
    row('precision', ({ truePositives, falsePositives }) => formatPart(truePositives, truePositives + falsePositives)),
    row('F1', ({ f1 }) => formatDecimal(f1)),
    row('accuracy', ({ accuracy }) => formatShare(accuracy)),
    row('ROC AUC', ({ aucRoc }) => formatDecimal(aucRoc, 4)),
    row('calibration error', ({ expectedCalibrationError }) => formatDecimal(expectedCalibrationError)),
    row('median latency', ({ latencyMsP50 }) => `${formatDecimal(latencyMsP50)} ms`),
  ]
}

/** Everything that `eval-classifier` prints for people. */
export function formatEvaluation(
  evaluated: EvaluatedFile,
  about: readonly (readonly [string, string])[],
  layout: Layout,
): string[] {
  const [heading, ...rows] = figureRows(evaluated.evaluation)
  const figures = formatTable(
    heading!.map((title) => ({ title })),
    rows,
    layout,
  )
  const { positives, negatives } = evaluated.judgements.classifier
  const reliability = formatReliability(reliabilityBins(positives, negatives), layout)
  return [...formatRows(about, layout), '', ...figures, '', ...reliability]
}

/** A table with a row a tenth of the scores: what was promised, and what came true. */
function formatReliability(bins: readonly ReliabilityBin[], layout: Layout): string[] {
  return formatTable(
    [
      { title: 'score' },
      { title: 'pairs', align: 'right' },
      { title: 'mean score', align: 'right' },
      { title: 'equivalent', align: 'right' },
    ],
    bins.map(({ from, to, count, meanScore, equivalentShare }) => [
      `${from.toFixed(1)} – ${to.toFixed(1)}`,
      formatCount(count),
      formatDecimal(meanScore),
      formatDecimal(equivalentShare),
    ]),
    layout,
  )
}

/** Sentences about figures that these pairs cannot give. */
export function explainGaps({ positives, negatives, precision, cosineAtEqualRecall }: Evaluation): string[] {
  const gaps: string[] = []
  if (positives === 0) gaps.push('All pairs have label 0, so recall and ROC AUC are not defined.')
  if (negatives === 0) gaps.push('All pairs have label 1, so the false hit rate and ROC AUC are not defined.')
  if (precision === null) gaps.push('No pair reached the threshold, so precision is not defined.')
  if (cosineAtEqualRecall === null) gaps.push('The classifier found no equivalent pair, so there is no cosine at equal recall.')
  return gaps
}

/** `12 of 1,498 = 0.8 % (0.5 – 1.4)`, the 95 % confidence interval in brackets. */
function formatPart(count: number, total: number): string {
  const interval = wilsonInterval(count, total)
  if (!interval) return `${formatCount(count)} of ${formatCount(total)}`
  const [low, high] = [interval.low, interval.high].map((end) => (100 * end).toFixed(1))
  return `${formatCount(count)} of ${formatCount(total)} = ${formatShare(count / total)} (${low} – ${high})`
}
