import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { HNSW_FROM } from '../../src/ann/adaptive-index.js'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { createEncoder } from '../../src/inference/create-encoder.js'
import { describeMachine } from '../machine.js'
import { readBenchPrompts } from './bench-prompts.js'
import { measureIndexes, type SizeReport } from './measure-indexes.js'

/** Shows from which size of a partition on an HNSW graph pays, which is where `HNSW_FROM` comes from. */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sizes: { type: 'string', default: '5000,10000,20000,50000,100000' },
    queries: { type: 'string', default: '200' },
    seed: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
})
const sizes = values.sizes.split(',').map(Number)
const largest = Math.max(...sizes)
const prompts = await readBenchPrompts(largest + Number(values.queries), values.data, Number(values.seed))
const encoder = await createEncoder({ kind: 'bundled' }, fileURLToPath(BUNDLED_MODELS))
const embeddings = await encoder.embed(prompts)
await encoder.close?.()

if (!values.json) {
  console.log(describeMachine())
  console.log(
    `${values.data === undefined ? 'prompts from templates' : 'prompts of real users'}, ${encoder.id}, seed ${values.seed}`,
  )
  console.log(`the cache switches at ${HNSW_FROM} entries a partition`)
}
const reports: SizeReport[] = []
for await (const report of measureIndexes(embeddings.slice(0, largest), embeddings.slice(largest), sizes)) {
  reports.push(report)
  if (!values.json) console.log(format(report))
}
if (values.json) {
  const { data, seed } = values
  console.log(
    JSON.stringify(
      { machine: describeMachine(), encoder: encoder.id, prompts: data === undefined ? 'templates' : 'users', seed, reports },
      null,
      2,
    ),
  )
}

function format(report: SizeReport): string {
  const {
    entries,
    ratio,
    exactMs,
    hnswMs,
    recallAt5,
    recallAt32,
    insertMs,
    savedPerInsert,
    buildSeconds,
    saveMs,
    loadMs,
    savedMiB,
  } = report
  return (
    `${String(entries).padStart(7)}: exact / hnsw ${ratio.toFixed(2)} (${exactMs.toFixed(2)} / ${hnswMs.toFixed(2)} ms), ` +
    `recall@5 ${recallAt5.toFixed(3)}, @32 ${recallAt32.toFixed(3)}, insert ${insertMs.toFixed(2)} ms (saved per insert ${savedPerInsert.toFixed(2)}), ` +
    `build ${buildSeconds.toFixed(0)} s, save ${saveMs.toFixed(0)} ms, load ${loadMs.toFixed(0)} ms, ${savedMiB.toFixed(0)} MiB`
  )
}
