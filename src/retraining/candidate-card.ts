import type { UnplacedClassifier } from '../model-files/classifier-folder.js'
import type { ModelCard } from '../model-files/model-card.js'
import { toCardMetrics } from '../training/judge-scores.js'
import type { TrainedHead } from '../training/train-head.js'
import type { GatheredPairs } from './gather-pairs.js'
import type { ValidationFigures } from './gates.js'

/** The card of a candidate: that of the classifier in use, with what is new. */
export function candidateCard(
  active: ModelCard,
  trained: TrainedHead,
  threshold: number,
  pairs: GatheredPairs,
  validation: ValidationFigures,
): UnplacedClassifier['card'] {
  const { kind, encoderId, dimensions, featureHash, limits } = active
  return {
    formatVersion: 1,
    name: active.name,
    kind,
    ...(encoderId !== undefined && { encoderId }),
    ...(dimensions !== undefined && { dimensions }),
    ...(featureHash !== undefined && { featureHash }),
    dataSets: [
      ...active.dataSets.filter(({ source }) => source !== SOURCE),
      { name: 'feedback of users', licence: "the user's own", source: SOURCE, pairs: pairs.verdicts.length },
      { name: 'seed pairs', licence: "the user's own", source: SOURCE, pairs: pairs.seedPairs },
    ],
    metrics: { validation: toCardMetrics(validation) },
    threshold,
    calibration: trained.calibration,
    ...(limits !== undefined && { limits }),
    intendedUse: `Retrained from ${active.name}@${active.version} on the feedback of one installation`,
  }
}

const SOURCE = 'retrain'
