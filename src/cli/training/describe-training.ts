import type { TrainingProgress } from '../../training/training-progress.js'
import { formatCount, formatDecimal } from '../terminal/format-number.js'

const STAGES: Readonly<Record<TrainingProgress['stage'], string>> = {
  reading: 'pairs read',
  describing: 'prompts and pairs described',
  training: 'steps',
  judging: 'pairs judged',
}

/** A line such as `epoch 3, 740 of 5,835 steps, loss 0.231, validation 0.254, 12 s left`. */
export function describeTraining({
  stage,
  done,
  total,
  remainingMs,
  epoch,
  trainingLoss,
  validationLoss,
}: TrainingProgress): string {
  const count = total === 0 ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`
  return [
    ...(epoch === undefined ? [] : [`epoch ${epoch}`]),
    `${count} ${STAGES[stage]}`,
    ...(trainingLoss === undefined ? [] : [`loss ${formatDecimal(trainingLoss)}`]),
    ...(validationLoss === undefined ? [] : [`validation ${formatDecimal(validationLoss)}`]),
    ...(remainingMs === null ? [] : [`${Math.ceil(remainingMs / 1000)} s left`]),
  ].join(', ')
}
