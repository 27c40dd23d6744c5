/**
 * Times the reference recipe (16,576 pairs × 1,536 features → 128 → 64 → 1, 15 epochs, batch 64) and, where a Python with
 * PyTorch is named, runs the same recipe there on the same features and holds the loss curves against each other.
 *
 *     node dist/bench/training/reference-recipe.js [--python PATH] [--seeds 4] [--threads 1] [--pairs 16576] [--out FILE]
 *
 * `--threads` is PyTorch's; ours has one. Without `--python` the environment variable PYTHON_WITH_TORCH is asked.
 * Processor time stands beside the time that passed, since other work on the machine lengthens only that.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { GENERATION_FILES } from '../../src/compose/package-paths.js'
import { HashEncoder } from '../../src/encoder/hash-encoder.js'
import { generatePairs } from '../../src/generation/generate-pairs.js'
import { readBasePrompts, readTemplateFile } from '../../src/generation/read-generation-files.js'
import type { LabelledPair } from '../../src/pairs/labelled-pair.js'
import { seededRandom, shuffle } from '../../src/random/seeded-random.js'
import { describeEmbeddingPairs } from '../../src/training/describe-embedding-pairs.js'
import { MatrixRows } from '../../src/training/feature-rows.js'
import { fitNetwork, type LabelledRows } from '../../src/training/fit-network.js'
import { resolveRecipe } from '../../src/training/recipe.js'
import { describeMachine } from '../machine.js'
import { compareCurves, type LossCurve } from './compare-curves.js'

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: process.env['PYTHON_WITH_TORCH'] },
    seeds: { type: 'string', default: '4' },
    threads: { type: 'string', default: '1' },
    pairs: { type: 'string', default: '16576' },
    out: { type: 'string' },
  },
})
const VALIDATION_PAIRS = 2000
const DIMENSIONS = 384
const seeds = Number(values.seeds)
const recipe = resolveRecipe({ classWeights: 'none', patience: 0 })

const templates = await readTemplateFile(fileURLToPath(GENERATION_FILES.templates))
const prompts = await readBasePrompts(fileURLToPath(GENERATION_FILES.prompts))
const pairs = shuffle(await generatePairs({ templates, prompts, seed: 7 }), seededRandom(1))
const encoder = new HashEncoder(DIMENSIONS)
const training = await describe(pairs.filter(({ split }) => split === 'train').slice(0, Number(values.pairs)))
const validation = await describe(pairs.filter(({ split }) => split === 'validation').slice(0, VALIDATION_PAIRS))
console.log(describeMachine())
console.log(
  `${training.labels.length} × ${training.rows.width} features of generated pairs, ${recipe.epochs} epochs, batch ${recipe.batchSize}`,
)

const ours: LossCurve[] = []
for (let seed = 0; seed < seeds; seed++) {
  const [startMs, started] = [performance.now(), process.cpuUsage()]
  const { history } = await fitNetwork(training, validation, { recipe: { ...recipe, seed } })
  const { user, system } = process.cpuUsage(started)
  ours.push({ seconds: (performance.now() - startMs) / 1000, cpuSeconds: (user + system) / 1e6, history })
}
console.log(`ours: ${timesOf(ours)} on one thread`)

const result: Record<string, unknown> = {
  machine: describeMachine(),
  pairs: training.labels.length,
  features: training.rows.width,
  recipe,
  ours,
}
if (values.python === undefined) {
  console.table(ours[0]!.history)
  console.log('No --python with PyTorch was named, so there is nothing to compare with.')
} else {
  const theirs = await runPyTorch(values.python)
  console.log(`PyTorch ${theirs.version}: ${timesOf(theirs.runs)} on ${theirs.threads} threads`)
  result['pytorch'] = theirs
  for (const loss of ['trainingLoss', 'validationLoss'] as const) {
    const rows = compareCurves(ours, theirs.runs, loss)
    result[loss] = rows
    console.log(`\n${loss}, means of ${seeds} seeds`)
    console.table(rows.map(({ epoch, ours, theirs, standardErrors }) => ({ epoch, ours: ours.toFixed(4), pytorch: theirs.toFixed(4), 'difference in standard errors': standardErrors.toFixed(1) }))) // prettier-ignore
    const outside = rows.filter(({ standardErrors }) => Math.abs(standardErrors) > 3).length
    console.log(`${rows.length - outside} of ${rows.length} epochs agree within three standard errors`)
  }
}

if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(result, null, 2)}\n`)

async function describe(some: readonly LabelledPair[]): Promise<LabelledRows & { readonly values: Float32Array }> {
  const rows = await describeEmbeddingPairs(some, encoder, () => Promise.resolve())
  const values = new Float32Array(rows.count * rows.width)
  for (let row = 0; row < rows.count; row++) rows.write(row, values, row * rows.width, false)
  const labels = Float32Array.from(some, ({ label }) => label)
  return { rows: new MatrixRows(values, rows.width), values, labels, weights: new Float32Array(labels.length).fill(1) }
}

async function runPyTorch(python: string) {
  const folder = await mkdtemp(join(tmpdir(), 'smartmemo-recipe-'))
  try {
    for (const [name, set] of Object.entries({ training, validation })) {
      await writeFile(join(folder, `${name}.f32`), set.values)
      await writeFile(join(folder, `${name}.labels.f32`), set.labels)
    }
    const settings = { ...recipe, width: training.rows.width, seeds, threads: Number(values.threads) }
    await writeFile(join(folder, 'recipe.json'), JSON.stringify(settings))
    const script = fileURLToPath(new URL('../../../bench/training/reference_recipe.py', import.meta.url))
    const { stdout } = await promisify(execFile)(python, [script, folder])
    return JSON.parse(stdout) as { readonly version: string; readonly threads: number; readonly runs: LossCurve[] }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function timesOf(runs: readonly LossCurve[]): string {
  return runs
    .map(({ seconds, cpuSeconds }) => `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor time)`)
    .join(', ')
}
