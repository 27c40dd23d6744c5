import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { judgePlausibility } from '../../src/retraining/implausible-feedback.js'
import type { FeedbackVerdict } from '../../src/retraining/read-feedback.js'
import type { PromptReader } from '../../src/training/describe-prompt-pairs.js'
import { openPromptReader } from '../../src/training/training-ground.js'

function verdict(promptA: string, promptB: string, label: 0 | 1): FeedbackVerdict {
  return { promptA, promptB, label, isImplicit: false }
}

describe('judgePlausibility', () => {
  let reader: PromptReader

  beforeAll(async () => {
    reader = await openPromptReader(fileURLToPath(BUNDLED_MODELS))
  })

  it('holds "the same" against telling differences', () => {
    const verdicts = [
      verdict('Open account 12', 'Open account 13', 1),
      verdict('Approve the loan', 'Reject the loan', 1),
      verdict('Deploy on Friday', 'Do not deploy on Friday', 1),
      verdict('Approve the loan', 'Please approve the loan', 1),
    ]
    const { verdicts: count, implausible, examples } = judgePlausibility(verdicts, reader)
    expect([count, implausible]).toEqual([4, 3])
    expect(examples.map(({ promptB }) => promptB)).toEqual(['Open account 13', 'Reject the loan', 'Do not deploy on Friday'])
  })

  it('holds "different" against prompts without a difference', () => {
    const verdicts = [
      verdict('Approve the loan', 'Please approve the loan', 0),
      verdict('Approve the loan', 'Reject the loan', 0),
    ]
    expect(judgePlausibility(verdicts, reader).implausible).toBe(1)
  })
})
