import { FEATURES_HASH } from '../classifier/pair-features.js'
import { CLASSIFIER_GRAPH, installClassifier } from '../model-files/classifier-folder.js'
import type { ModelCard } from '../model-files/model-card.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import { readPairs } from '../pairs/read-pairs.js'
import type { EpochLosses } from './fit-network.js'
import { writeHead } from './head-graph.js'
import { judgeScores, toCardMetrics } from './judge-scores.js'
import { resolveRecipe, type TrainingRecipe } from './recipe.js'
import { type DescribedSet, scoreSet, trainHead } from './train-head.js'
import { type GroundSettings, openTrainingGround, type TrainingGround } from './training-ground.js'
import { TrainingRun, type TrainingListener } from './training-run.js'
import { dealTrainingSets } from './training-sets.js'

/** What to train on and how; plain data, since it travels to a worker. */
export interface TrainClassifierTask extends GroundSettings {
  /** File of labelled pairs. */
  readonly data: string
  /** Folder for the classifier. */
  readonly out: string
  /** Only pairs of this domain; null: all. */
  readonly domain: string | null
  readonly trainSplit: string
  readonly validationSplit: string
  readonly recipe: Partial<TrainingRecipe>
}

export interface TrainClassifierReport {
  readonly card: ModelCard
  readonly counts: { readonly training: number; readonly stopping: number; readonly calibration: number }
  readonly history: readonly EpochLosses[]
  readonly bestEpoch: number
}

/**
 * Trains a head on a file of labelled pairs and writes a classifier folder; what was in that folder stays in use until the
 * new one is complete. Throws `InvalidLineError`, `TrainingDataError`, `InvalidOptionError`, `ModelFileError`,
 * `FileAccessError`, or the signal's reason.
 */
export async function trainClassifier(
  task: TrainClassifierTask,
  listener: TrainingListener = {},
): Promise<TrainClassifierReport> {
  const recipe = resolveRecipe(task.recipe)
  const run = new TrainingRun(listener)
  const pairs = await readTrainingPairs(task.data, task.domain, run)
  const subject = task.domain === null ? task.data : `${task.data}, domain ${task.domain}`
  const deal = dealTrainingSets(pairs, subject, { ...task, seed: recipe.seed })
  const ground = await openTrainingGround(task)
  try {
    const sets = {
      training: await describeSet(deal.training, ground, run),
      stopping: await describeSet(deal.stopping, ground, run),
      calibration: await describeSet(deal.calibration, ground, run),
    }
    const trained = await trainHead(sets, recipe, task.kind === 'pair', run)
    const { labels } = sets.calibration
    const metrics = judgeScores(scoreSet(trained.head, sets.calibration), labels, trained.threshold)
    await run.report('judging', 1, 1)
    const card = await installClassifier(task.out, {
      files: new Map([[CLASSIFIER_GRAPH, writeHead(trained.head)]]),
      card: {
        formatVersion: 1,
        name: task.domain ?? task.kind,
        kind: task.kind,
        ...(ground.encoder
          ? { encoderId: ground.encoder.id, dimensions: ground.encoder.dimensions }
          : { featureHash: FEATURES_HASH }),
        dataSets: [{ name: task.data, licence: "the user's own", source: 'train-classifier', pairs: pairs.length }],
        metrics: { calibration: toCardMetrics(metrics) },
        threshold: trained.threshold,
        calibration: trained.calibration,
      },
    })
    const counts = { training: deal.training.length, stopping: deal.stopping.length, calibration: deal.calibration.length }
    return { card, counts, history: trained.history, bestEpoch: trained.bestEpoch }
  } finally {
    await ground.close()
  }
}

/** Pairs of a file, of one domain where it is given. */
export async function readTrainingPairs(path: string, domain: string | null, run: TrainingRun): Promise<LabelledPair[]> {
  const pairs: LabelledPair[] = []
  for await (const { pair, line } of readPairs(path)) {
    if (domain === null || pair.domain === domain) pairs.push(pair)
    if (line % 1000 === 0) await run.report('reading', line, 0)
  }
  return pairs
}

async function describeSet(pairs: readonly LabelledPair[], ground: TrainingGround, run: TrainingRun): Promise<DescribedSet> {
  return {
    rows: await ground.describe(pairs, (done, total) => run.report('describing', done, total)),
    labels: Float32Array.from(pairs, ({ label }) => label),
    weights: new Float32Array(pairs.length).fill(1),
    baseLogits: null,
  }
}
