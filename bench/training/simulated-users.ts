/**
 * One loop of feedback in a domain of its own: simulated users ask a cache about look-alike products, judge what they get,
 * and `retrain` learns from it. Prints harm and recall before and after, on prompts that nobody asked before.
 *
 *     node dist/bench/training/simulated-users.js [--active DIR|bundled] [--lookups 5000] [--seed 1] [--keep DIR]
 *
 * `--keep` leaves database, feedback, validation data and candidate in a folder of that name.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BUNDLED_MODELS, GENERATION_FILES, REPLAY_FILE } from '../../src/compose/package-paths.js'
import { measure } from '../../src/evaluation/measure.js'
import { thresholdAtRecall } from '../../src/evaluation/threshold-at-recall.js'
import { writeJsonLines } from '../../src/files/write-json-lines.js'
import { ClassifierConfig, type GetOrCallResult, SmartMemo } from '../../src/index.js'
import { graphOf, readModelFolder } from '../../src/model-files/model-folder.js'
import type { LabelledPair } from '../../src/pairs/labelled-pair.js'
import { seededRandom, type Random } from '../../src/random/seeded-random.js'
import { openClassifier } from '../../src/retraining/open-classifier.js'
import { retrain } from '../../src/retraining/retrain.js'
import { scorePairsWith } from '../../src/retraining/score-pairs-with.js'
import { splitScores } from '../../src/training/judge-scores.js'
import { openPromptReader } from '../../src/training/training-ground.js'
import { describeMachine } from '../machine.js'
import { proposedPairs } from './catalogue/proposed-pairs.js'
import { cataloguePrompt } from './catalogue/catalogue.js'

const { values } = parseArgs({
  options: {
    active: { type: 'string', default: 'bundled' },
    lookups: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
  },
})
/** Share of hits that a user judges, and of near misses that somebody looks through later. */
const VERDICT_SHARE = 0.5
const REVIEW_SHARE = 0.3
const TEST_PAIRS = 5000
const VALIDATION_PAIRS = 1500

const modelsDir = fileURLToPath(BUNDLED_MODELS)
const active = values.active === 'bundled' ? join(modelsDir, 'classifier') : values.active
const random = seededRandom(Number(values.seed))
/** Meaning by prompt, of everything that was asked. */
const asked = new Map<string, string>()
const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'smartmemo-users-')))
await mkdir(folder, { recursive: true })
const reader = await openPromptReader(modelsDir)

try {
  console.log(describeMachine())
  const verdicts = await askAndJudge(join(folder, 'feedback.jsonl'), Number(values.lookups), random)
  console.log(
    `${values.lookups} lookups: ${verdicts.bad} bad and ${verdicts.good} good verdicts, ${verdicts.pairs} pairs exported`,
  )
  const validationData = join(folder, 'validation.jsonl')
  await writeJsonLines(validationData, (await proposedPairs('known', VALIDATION_PAIRS, active, random)).map(toLine))
  const report = await retrain({
    active,
    feedback: join(folder, 'feedback.jsonl'),
    validationData,
    validationSplit: null,
    seedData: null,
    domain: null,
    out: join(folder, 'candidate'),
    report: null,
    promoteTo: join(folder, 'promoted'),
    recipe: { seed: Number(values.seed) },
    modelsDir,
    encoder: { kind: 'bundled' },
    replay: fileURLToPath(REPLAY_FILE),
    generation: { templates: fileURLToPath(GENERATION_FILES.templates), prompts: fileURLToPath(GENERATION_FILES.prompts) },
    minPrecision: 0,
    minRecall: 0,
    minFeedback: 20,
  })
  for (const { name, passed, reason } of report.gates) console.log(`${passed ? 'passed' : 'FAILED'}  ${name}: ${reason}`)
  console.log(`promoted: ${report.isAccepted}`)
  const tests = {
    'prompts that nobody asked': (await proposedPairs('known', TEST_PAIRS, active, random)).filter(
      ({ promptA, promptB }) => !asked.has(promptA) && !asked.has(promptB),
    ),
    'products and wordings that nobody named': await proposedPairs('unseen', TEST_PAIRS, active, random),
  }
  for (const [title, test] of Object.entries(tests)) {
    const before = await scoresOf(active, test)
    const after = await scoresOf(join(folder, 'candidate'), test)
    const rows = [
      { what: 'before', ...summarise(before.scores, test, before.threshold) },
      { what: 'after, at its own threshold', ...summarise(after.scores, test, after.threshold) },
    ]
    const equal = thresholdAtRecall(splitScores(after.scores, labelsOf(test)).positives, rows[0]!.recall)
    if (equal !== null) rows.push({ what: 'after, at the recall of before', ...summarise(after.scores, test, equal) })
    console.log(`\n${title}: ${test.length} pairs`)
    console.table(rows.map(({ recall, ...row }) => ({ ...row, recall: recall.toFixed(3) })))
  }
} finally {
  if (values.keep === undefined) await rm(folder, { recursive: true })
}

async function askAndJudge(path: string, lookups: number, random: Random) {
  const counts = { hits: 0, wrongHits: 0, bad: 0, good: 0, pairs: 0 }
  await using cache = new SmartMemo({
    domain: 'catalogue',
    dbPath: join(folder, 'cache.db'),
    classifier: ClassifierConfig.fromFile(active),
  })
  for (let count = 0; count < lookups; count++) {
    const { text, key } = cataloguePrompt('known', random)
    asked.set(text, key)
    const result = await cache.getOrCall({ prompt: text, llmFunction: () => key })
    if (result.tier === 'semantic') counts.hits++
    if (result.tier === 'semantic' && result.response !== key) counts.wrongHits++
    const share = result.wasCacheHit ? VERDICT_SHARE : REVIEW_SHARE
    if (result.tier === 'exact' || result.entryId === null || random.share() >= share) continue
    const matched = result.wasCacheHit ? result.response : asked.get(await nearMissOf(cache, result))
    if (matched === undefined) continue
    if (matched === key) await cache.reportGoodHit(result.queryId)
    else await cache.reportBadHit(result.queryId)
    counts[matched === key ? 'good' : 'bad']++
  }
  counts.pairs = await cache.exportFeedbackPairs(path)
  return counts
}

/** The stored prompt that a miss nearly reused. */
async function nearMissOf(cache: SmartMemo, { queryId, entryId }: GetOrCallResult): Promise<string> {
  const trace = await cache.explain(queryId)
  return trace?.candidates.find((candidate) => candidate.entryId === entryId)?.prompt ?? ''
}

async function scoresOf(path: string, pairs: readonly LabelledPair[]) {
  const model = await readModelFolder(path, ['pair'])
  const classifier = await openClassifier(model, graphOf(model), { reader, encoder: null })
  const scores = await scorePairsWith(pairs, classifier, null, () => Promise.resolve())
  await classifier.close?.()
  return { scores, threshold: model.card.threshold! }
}

function summarise(scores: Float32Array, pairs: readonly LabelledPair[], threshold: number) {
  const { falsePositives, negatives, recall, precision, aucRoc } = measure(
    { ...splitScores(scores, labelsOf(pairs)), latenciesMs: [] },
    threshold,
  )
  return {
    threshold: threshold.toFixed(4),
    falseHits: `${falsePositives} of ${negatives}`,
    recall: recall!,
    precision: precision?.toFixed(3),
    aucRoc: aucRoc!.toFixed(4),
  }
}

function labelsOf(pairs: readonly LabelledPair[]): number[] {
  return pairs.map(({ label }) => label)
}

function toLine({ promptA, promptB, label, domain }: LabelledPair): object {
  return { prompt_a: promptA, prompt_b: promptB, label, domain }
}
