import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { LEXICAL_WEIGHT } from '../../src/ann/rank-together.js'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { InferenceService } from '../../src/inference/inference-service.js'
import { describeMachine } from '../machine.js'
import { measureRecall } from './measure-recall.js'
import { readRetrievalSets } from './read-sets.js'

/**
 * How often the paraphrase of a prompt is among the five candidates of a lookup, in pools of thousands, by the library's own
 * encoder, lexical vectors and ranking, beside BM25. `--sweep` tries other weights of the lexical side.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sweep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
if (values.data === undefined) {
  console.error('--data names the folder with the evaluation sets, such as ../shared/data')
  process.exit(2)
}
const weights = values.sweep ? [0.25, 0.35, LEXICAL_WEIGHT, 0.75, 1] : [LEXICAL_WEIGHT]
const inference = new InferenceService()
const { encoder } = await inference.open({
  encoder: { kind: 'bundled' },
  customEncoder: null,
  classifier: null,
  modelsDir: fileURLToPath(BUNDLED_MODELS),
})
const report: Record<string, object> = {}
for (const set of await readRetrievalSets(values.data)) {
  const recall = measureRecall(set, await inference.encode(set.prompts), weights)
  report[set.name] = { prompts: set.prompts.length, queries: set.queries.length, ...rounded(recall) }
}
await inference.close()

if (values.json) console.log(JSON.stringify({ machine: describeMachine(), encoder: encoder.id, recallAt5: report }, null, 2))
else {
  console.log(`${describeMachine()}\n${encoder.id}; share of queries whose paraphrase is among the 5 nearest of the prompts:`)
  console.table(report)
}

function rounded(recall: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(recall).map(([method, share]) => [method, Math.round(share * 10_000) / 10_000]))
}
