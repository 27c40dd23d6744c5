/**
 * One loop of feedback in a domain of its own: simulated users ask a cache about look-alike products, judge what they get,
 * and `retrain` learns from it. Prints harm and recall before and after, on prompts that nobody asked before and on the
 * safety set, and what becomes of the same verdicts with their labels inverted.
 *
 *     node dist/bench/training/simulated-users.js [--active DIR|bundled] [--lookups 5000] [--seeds 3] [--out FILE]
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BUNDLED_MODELS, GENERATION_FILES, REPLAY_FILE } from '../../src/compose/package-paths.js'
import { writeJsonLines } from '../../src/files/write-json-lines.js'
import type { LabelledPair } from '../../src/pairs/labelled-pair.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { retrain } from '../../src/retraining/retrain.js'
import type { RetrainReport } from '../../src/retraining/retrain-report.js'
import { openPromptReader } from '../../src/training/training-ground.js'
import { describeMachine } from '../machine.js'
import { readSafetySet } from '../quality/read-safety-set.js'
import { askAndJudge } from './catalogue/ask-and-judge.js'
import { type BeforeAndAfter, compareClassifiers } from './catalogue/compare-classifiers.js'
import { proposedPairs } from './catalogue/proposed-pairs.js'
import { addUp } from './catalogue/sum-outcomes.js'

const { values } = parseArgs({
  options: {
    active: { type: 'string', default: 'bundled' },
    lookups: { type: 'string', default: '5000' },
    seeds: { type: 'string', default: '3' },
    out: { type: 'string' },
  },
})
const KNOWN_PAIRS = 10_000
const UNSEEN_PAIRS = 5000
const VALIDATION_PAIRS = 3000

const modelsDir = fileURLToPath(BUNDLED_MODELS)
const active = values.active === 'bundled' ? join(modelsDir, 'classifier') : values.active
const reader = await openPromptReader(modelsDir)
const safetyRoot = fileURLToPath(new URL('../../../test/safety', import.meta.url))
const safety = (await readSafetySet(safetyRoot)).map(({ prompt_a, prompt_b, label }): LabelledPair => ({ promptA: prompt_a, promptB: prompt_b, label })) // prettier-ignore

console.log(describeMachine())
const loops: Awaited<ReturnType<typeof runLoop>>[] = []
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  loops.push(await runLoop(seed))
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(resultOf(loops), null, 2)}\n`)
}
for (const [title, sum] of Object.entries(resultOf(loops).together))
  printComparison(`${title}, ${loops.length} loops together`, sum)

function resultOf(done: typeof loops) {
  const titles = Object.keys(done[0]!.tests) as (keyof (typeof loops)[number]['tests'])[]
  const together = Object.fromEntries(titles.map((title) => [title, addUp(done.map(({ tests }) => tests[title]))]))
  return {
    machine: describeMachine(),
    active: done[0]!.active,
    activeFiles: done[0]!.activeFiles,
    lookups: Number(values.lookups),
    together,
    loops: done,
  }
}

async function runLoop(seed: number) {
  const folder = await mkdtemp(join(tmpdir(), 'smartmemo-users-'))
  const random = seededRandom(seed)
  const feedback = join(folder, 'feedback.jsonl')
  try {
    const { asked, ...judged } = await askAndJudge({ dbPath: join(folder, 'cache.db'), classifier: active, feedback }, Number(values.lookups), random) // prettier-ignore
    console.log(`\nseed ${seed}: ${values.lookups} lookups, ${judged.wrongHits} of ${judged.semanticHits} semantic hits wrong`)
    console.log(`${judged.badVerdicts} bad and ${judged.goodVerdicts} good verdicts, ${judged.exportedPairs} pairs exported`)
    const validation = await proposedPairs('known', VALIDATION_PAIRS, active, random)
    await writeJsonLines(join(folder, 'validation.jsonl'), validation.map(toLine))

    const startMs = performance.now()
    const report = await retrainOn(feedback, 'candidate', folder, seed)
    const retrainSeconds = Math.round((performance.now() - startMs) / 1000)
    printGates(report)

    const held = new Set(validation.flatMap(({ promptA, promptB }) => [promptA, promptB]))
    const isNew = (prompt: string) => !asked.has(prompt) && !held.has(prompt)
    const known = (await proposedPairs('known', KNOWN_PAIRS, active, random)).filter(({ promptA, promptB }) => isNew(promptA) && isNew(promptB)) // prettier-ignore
    const unseen = await proposedPairs('unseen', UNSEEN_PAIRS, active, random)
    const compare = (pairs: readonly LabelledPair[]) => compareClassifiers(active, join(folder, 'candidate'), pairs, reader)
    const compared = {
      'prompts that nobody asked': await compare(known),
      'products and wordings that nobody named': await compare(unseen),
      'safety set': await compare(safety),
    }
    for (const [title, comparison] of Object.entries(compared)) printComparison(title, comparison)

    const inverted = join(folder, 'inverted.jsonl')
    await writeFile(inverted, invert(await readFile(feedback, 'utf8')))
    console.log('\nthe same verdicts with inverted labels')
    const poisoned = await retrainOn(inverted, 'poisoned', folder, seed)
    printGates(poisoned)
    const { gates, isAccepted, training, safety: traps } = report
    return {
      seed,
      active: `${report.active.name}@${report.active.version}`,
      activeFiles: report.active.files,
      ...judged,
      retrainSeconds,
      boost: training.boost.boost,
      gates,
      isAccepted,
      traps,
      tests: compared,
      inverted: { isAccepted: poisoned.isAccepted, gates: poisoned.gates },
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function retrainOn(feedback: string, out: string, folder: string, seed: number): Promise<RetrainReport> {
  return retrain({
    active,
    feedback,
    validationData: join(folder, 'validation.jsonl'),
    validationSplit: null,
    seedData: null,
    domain: null,
    out: join(folder, out),
    report: null,
    promoteTo: join(folder, `${out}-promoted`),
    recipe: { seed },
    modelsDir,
    encoder: { kind: 'bundled' },
    replay: fileURLToPath(REPLAY_FILE),
    generation: { templates: fileURLToPath(GENERATION_FILES.templates), prompts: fileURLToPath(GENERATION_FILES.prompts) },
    minPrecision: 0.9,
    minRecall: 0,
    minFeedback: 20,
  })
}

function printGates({ gates, isAccepted }: RetrainReport): void {
  for (const { name, passed, reason } of gates) console.log(`${passed ? 'passed' : 'FAILED'}  ${name}: ${reason}`)
  console.log(`promoted: ${isAccepted}`)
}

function printComparison(title: string, { before, after, afterAtEqualRecall }: BeforeAndAfter): void {
  console.log(`\n${title}`)
  const rows = Object.entries({ before, after, 'after, at the recall of before': afterAtEqualRecall })
  const rowOf = ({ falsePositives, trueNegatives, truePositives, falseNegatives, threshold, aucRoc }: typeof before) => ({
    'false hits': `${falsePositives} of ${falsePositives + trueNegatives}`,
    recall: `${truePositives} of ${truePositives + falseNegatives}`,
    'ROC AUC': aucRoc?.toFixed(4),
    threshold: threshold.toFixed(4),
  })
  console.table(Object.fromEntries(rows.map(([name, outcomes]) => [name, rowOf(outcomes)])))
}

function invert(lines: string): string {
  const pairs = lines.trimEnd().split('\n').map((line) => JSON.parse(line) as { label: 0 | 1 }) // prettier-ignore
  return `${pairs.map((pair) => JSON.stringify({ ...pair, label: 1 - pair.label })).join('\n')}\n`
}

function toLine({ promptA, promptB, label, domain }: LabelledPair): object {
  return { prompt_a: promptA, prompt_b: promptB, label, domain }
}
