import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { judgeInversion, judgePlausibility } from '../../src/retraining/implausible-feedback.js'
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

  it('counts telling differences by what users said', () => {
    const verdicts = [
      verdict('Open account 12', 'Open account 13', 1),
      verdict('Approve the loan', 'Reject the loan', 1),
      verdict('Deploy on Friday', 'Do not deploy on Friday', 1),
      verdict('Approve the loan', 'Please approve the loan', 1),
      verdict('Approve the loan', 'Please approve the loan', 0),
      verdict('Approve the loan', 'Reject the loan', 0),
    ]
    const { examples, ...counts } = judgePlausibility(verdicts, reader)
    expect(counts).toEqual({ same: 4, sameDespiteDifference: 3, different: 2, differentWithDifference: 1 })
    expect(examples.map(({ promptB }) => promptB)).toEqual(['Open account 13', 'Reject the loan', 'Do not deploy on Friday'])
  })
})

describe('judgeInversion', () => {
  const judge = (sameDespiteDifference: number, same: number, differentWithDifference: number, different: number) =>
    judgeInversion({ same, sameDespiteDifference, different, differentWithDifference, examples: [] }).isPlausible

  it('believes complaints about look-alikes, in which no word differs tellingly', () => {
    expect(judge(0, 0, 1, 200)).toBe(true)
    expect(judge(0, 30, 1, 200)).toBe(true)
  })

  it('does not believe that differences are what makes prompts the same', () => {
    expect(judge(300, 1050, 3, 70)).toBe(false)
    expect(judge(3, 70, 300, 1050)).toBe(true)
  })

  it('believes no domain in which most of what is the same differs', () => {
    expect(judge(40, 60, 0, 0)).toBe(false)
    expect(judge(40, 60, 60, 60)).toBe(false)
  })

  it('does not take a few odd verdicts among few for inverted labels', () => {
    expect(judge(3, 6, 0, 0)).toBe(true)
    expect(judge(2, 6, 0, 60)).toBe(true)
  })
})
