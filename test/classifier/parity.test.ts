import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { InferenceService } from '../../src/inference/inference-service.js'

interface TrainedPair {
  readonly prompt_a: string
  readonly prompt_b: string
  readonly logit: number
}

/** Written by models/train/export_parity.py, which scores with PyTorch and LightGBM. */
const FIXTURE = new URL('parity.jsonl.gz', import.meta.url)
/** Training sees cosines as int8. */
const LOGIT_TOLERANCE = 0.1
const WITHIN_TOLERANCE = 0.99

it('PairClassifier scores thousands of pairs as the training code did', { timeout: 120_000 }, async () => {
  const pairs = gunzipSync(readFileSync(FIXTURE))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as TrainedPair)
  const inference = new InferenceService()
  await inference.open({
    encoder: { kind: 'bundled' },
    customEncoder: null,
    classifier: { kind: 'bundled' },
    modelsDir: fileURLToPath(BUNDLED_MODELS),
  })
  let within = 0
  for (const { prompt_a, prompt_b, logit } of pairs) {
    const [score] = await inference.score({ prompt: prompt_a }, [{ prompt: prompt_b }])
    if (Math.abs(Math.log(score! / (1 - score!)) - logit) <= LOGIT_TOLERANCE) within++
  }
  await inference.close()
  expect(pairs.length).toBeGreaterThanOrEqual(2000)
  expect(within / pairs.length).toBeGreaterThanOrEqual(WITHIN_TOLERANCE)
})
