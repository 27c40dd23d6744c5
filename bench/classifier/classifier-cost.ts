import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openMatcher } from '../../src/classifier/open-matcher.js'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { BundledEncoder } from '../../src/encoder/bundled-encoder.js'
import { graphOf, readModelFolder } from '../../src/model-files/model-folder.js'
import { createOnnxSession } from '../../src/onnx/session.js'
import { Lexicon } from '../../src/text/lexicon.js'
import { describeMachine } from '../machine.js'
import { percentile } from '../percentile.js'
import { CosineBaseline } from './cosine-baseline.js'
import { listLookups } from './lookups.js'
import { type StageTimes, timeStages } from './stages.js'

/**
 * What it costs to decide on the candidates of a lookup, stage by stage, on one thread. Times are medians over rounds and
 * belong to the machine; the ratios are against a thousand cosines of 256 numbers in plain JavaScript, taken between rounds.
 */
const { values } = parseArgs({
  options: {
    classifier: { type: 'string', default: fileURLToPath(new URL('classifier', BUNDLED_MODELS)) },
    candidates: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '30' },
    'warm-up': { type: 'string', default: '10' },
    seed: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
})
const candidates = Number(values.candidates)
const bundled = fileURLToPath(BUNDLED_MODELS)
const lookups = listLookups(candidates)
const ground = {
  lexicon: Lexicon.decode(readFileSync(join(bundled, 'lexicon', 'lexicon.gz'))),
  vectors: await BundledEncoder.loadVectors(join(bundled, 'encoder')),
  graph: existsSync(join(values.classifier, 'card.json')) ? await openGraph(values.classifier) : null,
}
const baseline = new CosineBaseline(Number(values.seed))

for (let round = 0; round < Number(values['warm-up']); round++) {
  baseline.time()
  await timeStages(lookups, ground)
}
const rounds: (StageTimes & { baseline: number })[] = []
for (let round = 0; round < Number(values.rounds); round++) {
  rounds.push({ baseline: baseline.time(), ...(await timeStages(lookups, ground)) })
}
await ground.graph?.session.close()

const baselineUs = medianOf('baseline')
const stages = Object.fromEntries(
  (['analysis', 'alignment', 'features', 'matcherInputs', 'graph'] as const)
    .filter((stage) => rounds[0]?.[stage] !== undefined)
    .map((stage) => [stage, costOf(medianOf(stage))]),
)
const perPair = medianOf('alignment') + medianOf('features') + medianOf('matcherInputs')
const perPrompt = medianOf('analysis')
const lookup = costOf(perPrompt + candidates * perPair + medianOf('graph'))
const report = {
  machine: describeMachine(),
  lookups: lookups.length,
  candidates,
  rounds: rounds.length,
  baselineUs,
  stages,
  lookup,
}
if (values.json) console.log(JSON.stringify(report, null, 2))
else {
  console.log(report.machine)
  console.log(`${lookups.length} lookups of the demo, ${candidates} candidates each, median of ${rounds.length} rounds`)
  console.log(`1000 cosines take ${baselineUs.toFixed(0)} µs`)
  console.table({ ...stages, [`a lookup, its candidates analysed before`]: lookup })
  if (ground.graph === null) console.log(`no classifier in ${values.classifier}: the graph is left out`)
}

/** Median of a stage in µs; 0 for one that did not run. */
function medianOf(stage: keyof (typeof rounds)[number]): number {
  return percentile(
    rounds.map((times) => times[stage] ?? 0),
    50,
  )
}

function costOf(us: number): { µs: number; ratio: number } {
  return { µs: Math.round(us * 10) / 10, ratio: Math.round((1000 * us) / baselineUs) / 1000 }
}

async function openGraph(path: string) {
  const folder = await readModelFolder(path, ['pair'])
  const session = await createOnnxSession(graphOf(folder))
  return { session, matcher: openMatcher(folder, session) }
}
