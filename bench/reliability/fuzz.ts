import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeMachine } from '../machine.js'
import { readOptions } from '../script-options.js'

/** Puts far more inputs to the parsers than CI does: `npm run reliability:fuzz -- --runs 3000`. Targets take their share of them. */
const { options, out } = readOptions('Puts random inputs to every parser', {
  runs: [3000, 'inputs for the quickest target; the others take their share'],
  seed: [1, 'of the inputs'],
})
const { runs, seed } = options
const folder = mkdtempSync(join(tmpdir(), 'smartmemo-fuzz-'))
const report = join(folder, 'report.jsonl')
writeFileSync(report, '')
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', 'test/fuzz', '--testTimeout', '1200000', '--maxWorkers', '1'],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      SMARTMEMO_FUZZ_RUNS: String(runs),
      SMARTMEMO_FUZZ_SEED: String(seed),
      SMARTMEMO_FUZZ_REPORT: report,
    },
  },
)
const targets = readFileSync(report, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { target: string; inputs: number })
rmSync(folder, { recursive: true })
const summary = {
  machine: describeMachine(),
  seed,
  targets: targets.length,
  inputs: targets.reduce((sum, { inputs }) => sum + inputs, 0),
  failed: status !== 0,
  inputsByTarget: Object.fromEntries(targets.map(({ target, inputs }) => [target, inputs])),
}
console.log(JSON.stringify(summary, null, 2))
if (out !== undefined) writeFileSync(out, `${JSON.stringify(summary, null, 2)}\n`)
process.exitCode = status ?? 1
