import type { Classifier } from '../classifier/classifier.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import { scoreLogits } from '../training/describe-prompt-pairs.js'
import { JoinedRows, MatrixRows, SelectedRows } from '../training/feature-rows.js'
import type { DescribedSet } from '../training/train-head.js'
import type { TrainingGround } from '../training/training-ground.js'
import type { TrainingRun } from '../training/training-run.js'
import type { Replay } from './replay-file.js'

/** A labelled pair and what it counts for in training. */
export interface WeighedPair extends LabelledPair {
  readonly weight: number
}

/** Describes pairs, with the logits of the base they are to correct where there is one. */
export async function describeWeighed(
  pairs: readonly WeighedPair[],
  ground: TrainingGround,
  base: Pick<Classifier, 'score'> | null,
  run: TrainingRun,
): Promise<DescribedSet> {
  const onDone = (done: number, total: number) => run.report('describing', done, total)
  return {
    rows: await ground.describe(pairs, onDone),
    labels: Float32Array.from(pairs, ({ label }) => label),
    weights: Float32Array.from(pairs, ({ weight }) => weight),
    baseLogits: base && (await scoreLogits(pairs, base, onDone)),
  }
}

/** Some rows of a replay as a set. */
export function replaySet({ features, width, labels, weights, baseLogits }: Replay, picked: Uint32Array): DescribedSet {
  const pick = (values: Float32Array) => Float32Array.from(picked, (row) => values[row]!)
  return {
    rows: new SelectedRows(new MatrixRows(features, width), picked),
    labels: pick(labels),
    weights: pick(weights),
    baseLogits: pick(baseLogits),
  }
}

/** Two sets as one. */
export function joinSets(a: DescribedSet, b: DescribedSet): DescribedSet {
  const join = (first: Float32Array, second: Float32Array) => Float32Array.of(...first, ...second)
  return {
    rows: new JoinedRows([a.rows, b.rows]),
    labels: join(a.labels, b.labels),
    weights: join(a.weights, b.weights),
    baseLogits: a.baseLogits && b.baseLogits && join(a.baseLogits, b.baseLogits),
  }
}
