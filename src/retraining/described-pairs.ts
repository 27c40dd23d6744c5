import type { LabelledPair } from '../pairs/labelled-pair.js'
import { JoinedRows, SelectedRows } from '../training/feature-rows.js'
import type { DescribedSet } from '../training/train-head.js'
import type { TrainingGround } from '../training/training-ground.js'
import type { TrainingRun } from '../training/training-run.js'
import type { PairBase } from './pair-base.js'

/** Describes pairs, all of weight 1, with the logits of the base that is to be corrected where there is one. */
export async function describePairs(
  pairs: readonly LabelledPair[],
  ground: TrainingGround,
  base: PairBase | null,
  run: TrainingRun,
): Promise<DescribedSet> {
  const onDone = (done: number, total: number) => run.report('describing', done, total)
  const described = base ? await base.describe(pairs, onDone) : { rows: await ground.describe(pairs, onDone), logits: null }
  return {
    rows: described.rows,
    labels: Float32Array.from(pairs, ({ label }) => label),
    weights: new Float32Array(pairs.length).fill(1),
    baseLogits: described.logits,
  }
}

/** Some rows of a set, in the order given. */
export function pickRows({ rows, labels, weights, baseLogits }: DescribedSet, picked: readonly number[]): DescribedSet {
  const pick = (values: Float32Array) => Float32Array.from(picked, (row) => values[row]!)
  return {
    rows: new SelectedRows(rows, picked),
    labels: pick(labels),
    weights: pick(weights),
    baseLogits: baseLogits && pick(baseLogits),
  }
}

/** Two sets as one. */
export function joinSets(a: DescribedSet, b: DescribedSet): DescribedSet {
  return {
    rows: new JoinedRows([a.rows, b.rows]),
    labels: join(a.labels, b.labels),
    weights: join(a.weights, b.weights),
    baseLogits: a.baseLogits && b.baseLogits && join(a.baseLogits, b.baseLogits),
  }
}

function join(a: Float32Array, b: Float32Array): Float32Array {
  const joined = new Float32Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}
