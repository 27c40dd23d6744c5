import { TrainingDataError } from '../errors/errors.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import { splitKeyOf } from '../pairs/prompt-groups.js'
import { readPairs } from '../pairs/read-pairs.js'
import { readFeedback, type FeedbackVerdict } from './read-feedback.js'
import type { RetrainTask } from './retrain-task.js'
import type { BuiltInPairs } from './built-in-pairs.js'
import { derivePairs } from './derive-pairs.js'
import { weighFeedback } from './weigh-feedback.js'

/** Everything that goes into a retraining, before it is described. No prompt of the validation data stands in the rest. */
export interface GatheredPairs {
  readonly verdicts: readonly FeedbackVerdict[]
  readonly independent: number
  readonly heldBack: number
  readonly contradictions: number
  /** The verdicts, then what follows from them. */
  readonly feedback: readonly FeedbackVerdict[]
  /** One a pair of `feedback`. */
  readonly feedbackWeights: Float32Array
  readonly seedPairs: number
  /** Seed pairs and the replay. */
  readonly others: readonly LabelledPair[]
  readonly replay: { readonly shipped: number; readonly generated: number }
  readonly validation: readonly LabelledPair[]
}

/** Reads and makes the pairs; throws `TrainingDataError` for no feedback, or validation data that cannot judge. */
export async function gatherPairs(task: RetrainTask, builtIn: BuiltInPairs): Promise<GatheredPairs> {
  const verdicts = await readFeedback(task.feedback, task.domain)
  if (verdicts.length === 0) {
    throw new TrainingDataError({
      subject: task.feedback,
      problem: 'it holds no verdict to learn from',
      remedy: 'Report bad and good hits first, or name another domain',
    })
  }
  const validation = await readAll(task.validationData, task.validationSplit, null)
  requireBothLabels(validation, task.validationData)
  const seeds = task.seedData === null ? [] : await readAll(task.seedData, null, task.domain)
  const known = new Set(validation.flatMap(({ promptA, promptB }) => [splitKeyOf(promptA), splitKeyOf(promptB)]))
  const isUnseen = ({ promptA, promptB }: LabelledPair) => !known.has(splitKeyOf(promptA)) && !known.has(splitKeyOf(promptB))
  const usable = verdicts.filter(isUnseen)
  const derived = derivePairs(usable)
  const feedback = [...usable, ...derived.pairs]
  const shipped = await readAll(task.replay, null, null)
  return {
    verdicts: usable,
    independent: weighFeedback(usable).independent,
    heldBack: verdicts.length - usable.length,
    contradictions: derived.contradictions,
    feedback,
    feedbackWeights: weighFeedback(feedback).weights,
    seedPairs: seeds.length,
    others: [...seeds, ...shipped, ...builtIn.replay].filter(isUnseen),
    replay: { shipped: shipped.length, generated: builtIn.replay.length },
    validation,
  }
}

async function readAll(path: string, split: string | null, domain: string | null): Promise<LabelledPair[]> {
  const pairs: LabelledPair[] = []
  for await (const { pair } of readPairs(path, split)) if (domain === null || pair.domain === domain) pairs.push(pair)
  return pairs
}

function requireBothLabels(pairs: readonly LabelledPair[], path: string): void {
  const positives = pairs.filter(({ label }) => label === 1).length
  if (positives > 0 && positives < pairs.length) return
  const problem = `${pairs.length} pairs, ${positives} of them equivalent, cannot show both precision and recall`
  throw new TrainingDataError({ subject: `${path} as validation data`, problem, remedy: 'Give pairs of both labels' })
}
