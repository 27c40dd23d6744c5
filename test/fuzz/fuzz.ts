import { appendFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect } from 'vitest'

/** Inputs a target unless told otherwise: seconds for all targets together. */
const DEFAULT_RUNS = 60

/**
 * Puts inputs to a check that throws when it fails. `share` is how many of `SMARTMEMO_FUZZ_RUNS` a target gets: few where a
 * check is slow. `kept` come first: inputs that once failed. `SMARTMEMO_FUZZ_SEED` repeats a run, and a line for every target
 * is added to the file `SMARTMEMO_FUZZ_REPORT`.
 */
export async function fuzz<T>(
  inputs: fc.Arbitrary<T>,
  share: number,
  check: (input: T) => void | Promise<void>,
  kept: readonly T[] = [],
): Promise<void> {
  const { SMARTMEMO_FUZZ_RUNS: runs = DEFAULT_RUNS, SMARTMEMO_FUZZ_SEED: seed, SMARTMEMO_FUZZ_REPORT: report } = process.env
  let count = 0
  const property = fc.asyncProperty(inputs, async (input) => {
    count++
    await check(input)
  })
  const parameters = { numRuns: Math.max(1, Math.ceil(Number(runs) * share)), examples: kept.map((input): [T] => [input]) }
  await fc.assert(property, seed === undefined ? parameters : { ...parameters, seed: Number(seed) })
  if (report !== undefined) {
    appendFileSync(report, `${JSON.stringify({ target: expect.getState().currentTestName, inputs: count })}\n`)
  }
}
