import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { ClassifierSource } from '../../src/classifier/classifier.js'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { InferenceService } from '../../src/inference/inference-service.js'
import { formatKinds } from './format-kinds.js'
import { readSafetySet, type SafetyPair } from './read-safety-set.js'
import { type ScoredPair, scorePairs } from './score-pairs.js'
import { type Decider, summariseKinds, thresholdAtRecall } from './summarise-kinds.js'

const HELP = `Scores the safety set, kind by kind: the bundled classifier beside cosine.

  --classifier DIR   another classifier to put beside it; may be repeated
  --set DIR          folder of the set, default test/safety
  --json             print the figures as JSON
`

/** What cosine decides by when a cache has no classifier. */
const DEFAULT_COSINE_THRESHOLD = 0.9

async function scoreWith(source: ClassifierSource, pairs: readonly SafetyPair[]) {
  const inference = new InferenceService()
  const modelsDir = fileURLToPath(BUNDLED_MODELS)
  try {
    const report = await inference.open({ encoder: { kind: 'bundled' }, customEncoder: null, classifier: source, modelsDir })
    const { name, version, threshold } = report.classifier!.card
    if (threshold === undefined) throw new Error(`Cannot judge ${name}: its card names no threshold`)
    return { name: `${name}@${version}`, threshold, scored: await scorePairs(inference, pairs) }
  } finally {
    await inference.close()
  }
}

function recallOf(scored: readonly ScoredPair[], threshold: number): number {
  const equivalent = scored.filter(({ pair }) => pair.label === 1)
  return equivalent.filter(({ score }) => score >= threshold).length / equivalent.length
}

const { values: args } = parseArgs({
  options: {
    classifier: { type: 'string', multiple: true, default: [] },
    set: { type: 'string', default: 'test/safety' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
if (args.help) {
  console.log(HELP)
} else {
  const pairs = await readSafetySet(resolve(args.set))
  const bundled = await scoreWith({ kind: 'bundled' }, pairs)
  const similarities = bundled.scored.map(({ similarity }) => similarity)
  const recall = recallOf(bundled.scored, bundled.threshold)
  const deciders: Decider[] = [
    { name: bundled.name, threshold: bundled.threshold, values: bundled.scored.map(({ score }) => score) },
  ]
  for (const path of args.classifier) {
    const { name, threshold, scored } = await scoreWith({ kind: 'file', path: resolve(path) }, pairs)
    deciders.push({ name, threshold, values: scored.map(({ score }) => score) })
  }
  deciders.push(
    { name: 'cosine at equal recall', threshold: thresholdAtRecall(pairs, similarities, recall), values: similarities },
    { name: 'cosine', threshold: DEFAULT_COSINE_THRESHOLD, values: similarities },
  )
  const summaries = summariseKinds(pairs, deciders)
  const figures = { pairs: pairs.length, deciders: deciders.map(({ name, threshold }) => ({ name, threshold })), summaries }
  console.log(args.json ? JSON.stringify(figures, null, 2) : formatKinds(summaries, deciders))
}
