import { describe, expect, it } from 'vitest'
import { changeContraction } from '../../../src/generation/rephrasings/change-contraction.js'
import { changeNumberForm } from '../../../src/generation/rephrasings/change-number-form.js'
import { changeOpener } from '../../../src/generation/rephrasings/change-opener.js'
import type { Rephrasing } from '../../../src/generation/rephrasings/rephrasing.js'
import { replaceSynonym } from '../../../src/generation/rephrasings/replace-synonym.js'
import { typeCarelessly } from '../../../src/generation/rephrasings/type-carelessly.js'
import { wrapRequest } from '../../../src/generation/rephrasings/wrap-request.js'
import { RuleParaphraser } from '../../../src/generation/rule-paraphraser.js'
import { seededRandom } from '../../../src/random/seeded-random.js'

function outcomes(rule: Rephrasing, prompt: string): Set<string | null> {
  return new Set(Array.from({ length: 80 }, (_, seed) => rule(prompt, seededRandom(seed))))
}

describe('rephrasings', () => {
  it.each<[string, string, Rephrasing]>([
    ['How do I tie a bow tie?', "What's the way to tie a bow tie?", changeOpener],
    ['Can I deduct it?', 'Am I allowed to deduct it?', changeOpener],
    ['Add a second user.', 'Could you add a second user for me?', wrapRequest],
    ['Do not call me.', 'Please do not call me', wrapRequest],
    ['Track my parcel', 'Track my package', replaceSynonym],
    ['Give me 3 ideas', 'Give me three ideas', changeNumberForm],
    ['A lift of 2 percent', 'A lift of 2%', changeNumberForm],
    ['I do not know', "I don't know", changeContraction],
    ["What's the plural?", 'What is the plural?', changeContraction],
    ['Rename it.', 'rename it', typeCarelessly],
  ])('turn "%s" into "%s"', (prompt, expected, rule) => {
    expect(outcomes(rule, prompt)).toContain(expected)
  })

  it.each<[string, Rephrasing]>([
    ['Why do the totals differ?', changeOpener],
    ['My parcel never came.', wrapRequest],
    ['What is the plural of octopus?', replaceSynonym],
    ['Python 3.12 on port 5432', changeNumberForm],
  ])('leave "%s" alone', (prompt, rule) => {
    expect([...outcomes(rule, prompt)]).toEqual([null])
  })
})

describe('RuleParaphraser', () => {
  it('gives different texts, none of them the prompt, and no more than asked for', async () => {
    const prompt = 'Send 3 parcels to Lisbon.'
    const texts = await new RuleParaphraser(seededRandom(1)).paraphrase(prompt, 3)
    expect(texts).toHaveLength(3)
    expect(new Set([prompt, ...texts]).size).toBe(4)
  })
})
