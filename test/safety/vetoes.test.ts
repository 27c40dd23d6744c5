import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { InferenceService } from '../../src/inference/inference-service.js'

/** The highest score of a pair with a veto. */
const CAP = 0.5
const OBJECTS = ['the payment to Anna', 'my debit card', 'the refund for order 7', 'the loan application', 'access to the report']
/** The lexicon relates no two of these. */
const ACTIONS = ['cancel', 'freeze', 'approve', 'print', 'describe', 'archive']
const CONTRADICTIONS = [
  ['Pay 20 euros to Anna', 'Pay 25 euros to Anna'],
  ['Give the child 5 mg of ibuprofen', 'Give the child 50 mg of ibuprofen'],
  ['Book a table for two on Monday', 'Book a table for two on Tuesday'],
  ['Find trains from London to Paris', 'Find trains from London to Rome'],
  ['Send the invoice of March to Anna', 'Send the invoice of March to Peter'],
] as const

let inference: InferenceService
beforeAll(async () => {
  inference = new InferenceService()
  const modelsDir = fileURLToPath(BUNDLED_MODELS)
  await inference.open({ encoder: { kind: 'bundled' }, customEncoder: null, classifier: { kind: 'bundled' }, modelsDir })
})
afterAll(() => inference.close())

describe('the bundled classifier never scores over one half', () => {
  it.each(CONTRADICTIONS)('%s ↔ %s', async (prompt, other) => {
    const scores = await inference.score({ prompt }, [{ prompt: other }])
    expect(scores[0]).toBeLessThanOrEqual(CAP)
  })

  it.each(OBJECTS)('requests that do different things to %s', async (object) => {
    const prompts = ACTIONS.map((action) => ({ prompt: `Please ${action} ${object}` }))
    for (const prompt of prompts) {
      const others = prompts.filter((other) => other !== prompt)
      expect(Math.max(...(await inference.score(prompt, others)))).toBeLessThanOrEqual(CAP)
    }
  })
})
