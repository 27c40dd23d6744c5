import * as v from 'valibot'
import type { ModelCard } from './model-card.js'
import { ModelFileError } from '../errors/errors.js'

const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

const schema = v.object({
  formatVersion: v.literal(1),
  name: v.string(),
  version: v.string(),
  kind: v.picklist(['encoder', 'pair', 'embedding-mlp', 'lexicon']),
  encoderId: v.optional(v.string()),
  dimensions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  featureHash: v.optional(v.string()),
  files: v.record(
    v.pipe(v.string(), v.regex(/^[\w.-]+$/, 'a plain file name')),
    v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a sha256 in hex')),
  ),
  dataSets: v.array(v.object({ name: v.string(), licence: v.string(), source: v.string(), pairs: v.optional(v.number()) })),
  metrics: v.record(v.string(), v.record(v.string(), v.number())),
  threshold: v.optional(probability),
  calibration: v.optional(
    v.array(v.object({ threshold: probability, falseHitRate: probability, falseHitRateUpper: probability, recall: probability })),
  ),
  limits: v.optional(v.string()),
  intendedUse: v.optional(v.string()),
})

/** Parses a card; throws `ModelFileError` naming the field that does not fit. */
export function parseModelCard(path: string, text: string): ModelCard {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw cardError(path, `it is not JSON: ${(error as Error).message}`)
  }
  const result = v.safeParse(schema, json)
  if (result.success) return result.output as ModelCard
  const issue = result.issues[0]
  throw cardError(path, `${v.getDotPath(issue) ?? 'the card'}: ${issue.message}`)
}

function cardError(path: string, problem: string): ModelFileError {
  return new ModelFileError({ path, problem, remedy: 'Restore the model folder, or reinstall smartmemo for the bundled models' })
}
