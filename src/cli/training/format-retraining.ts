import type { BoostChoice } from '../../retraining/choose-boost.js'
import type { RetrainReport } from '../../retraining/retrain-report.js'
import { formatCount, formatDecimal } from '../terminal/format-number.js'
import { formatRows } from '../terminal/format-rows.js'
import { formatTable } from '../terminal/format-table.js'
import type { Output } from '../terminal/terminal.js'
import { formatHistory } from './format-history.js'

/** Everything that `retrain` prints for people. */
export function formatRetraining(report: RetrainReport, layout: Pick<Output, 'paint' | 'columns'>): string[] {
  const { feedback, training, gates, candidate, active } = report
  const { validation, safety } = report
  const about = formatRows(
    [
      [
        'verdicts',
        `${formatCount(feedback.verdicts)} (${formatCount(feedback.equivalent)} equivalent), ${formatCount(feedback.independent)} about different prompts`,
      ],
      ['held back', `${formatCount(feedback.heldBack)} whose prompts stand in the validation data`],
      [
        'concluded',
        `${formatCount(feedback.derived)} more pairs from them; ${formatCount(feedback.contradictions)} contradict others`,
      ],
      ['seed pairs', formatCount(report.seedPairs)],
      [
        'replay',
        `${formatCount(report.replay.shipped)} shipped pairs and ${formatCount(report.replay.generated)} generated ones`,
      ],
      ['on unseen verdicts', describeBoost(training.boost)],
    ],
    layout,
  )
  const figures = formatTable(
    [{ title: '' }, { title: 'in use' }, { title: 'candidate' }],
    [
      ['classifier', `${active.name}@${active.version}`, `${candidate.name}@${candidate.version}`],
      ['threshold', formatDecimal(validation.active.threshold, 4), formatDecimal(validation.candidate.threshold, 4)],
      ['precision', formatDecimal(validation.active.precision), formatDecimal(validation.candidate.precision)],
      ['recall', formatDecimal(validation.active.recall), formatDecimal(validation.candidate.recall)],
      ['false hit rate', formatDecimal(validation.active.falseHitRate), formatDecimal(validation.candidate.falseHitRate)],
      ['ROC AUC', formatDecimal(validation.active.aucRoc, 4), formatDecimal(validation.candidate.aucRoc, 4)],
      [
        'built-in traps reused',
        `${safety.active.falseHits} of ${safety.active.traps}`,
        `${safety.candidate.falseHits} of ${safety.candidate.traps}`,
      ],
    ],
    layout,
  )
  const verdicts = formatTable(
    [{ title: 'gate' }, { title: '' }, { title: 'reason' }],
    gates.map(({ name, passed, reason }) => [name, layout.paint(passed ? 'green' : 'red', passed ? 'passed' : 'FAILED'), reason]),
    layout,
  )
  const end = report.promotedTo
    ? `promoted to ${report.promotedTo}`
    : report.isAccepted
      ? 'accepted; --promote-to puts it into use'
      : 'not accepted'
  return [...about, '', ...formatHistory(training.history, training.bestEpoch, layout), '', ...figures, '', ...verdicts, '', end]
}

/** What to do about a candidate that was not accepted, where more than the gates' reasons can be said. */
export function adviceOn({ isAccepted, feedback }: Pick<RetrainReport, 'isAccepted' | 'feedback'>): string | null {
  if (isAccepted || feedback.equivalent > 0) return null
  return 'No verdict says that two prompts are the same, so the candidate learned that nothing here is. Report good hits and near misses that would have been right (reportGoodHit) too'
}

/** What the cross-validation over the verdicts found. */
function describeBoost({ boost, candidate, active }: BoostChoice): string {
  const positives = active.truePositives + active.falseNegatives
  const negatives = active.falsePositives + active.trueNegatives
  const right = `${formatCount(candidate.truePositives)} of ${formatCount(positives)} recognised (in use: ${formatCount(active.truePositives)})`
  const wrong = `${formatCount(candidate.falsePositives)} of ${formatCount(negatives)} wrongly (in use: ${formatCount(active.falsePositives)})`
  return `${right}, ${wrong}; equivalent ones count ×${boost}`
}
