import { describe, expect, it } from 'vitest'
import { changeNumber } from '../../../src/generation/edits/change-number.js'
import { changeQuantifier } from '../../../src/generation/edits/change-quantifier.js'
import { changeTime } from '../../../src/generation/edits/change-time.js'
import { changeUnit } from '../../../src/generation/edits/change-unit.js'
import { changeValue } from '../../../src/generation/edits/change-value.js'
import { negatePrompt } from '../../../src/generation/edits/negate-prompt.js'
import { opposeAction } from '../../../src/generation/edits/oppose-action.js'
import type { PromptEdit } from '../../../src/generation/edits/prompt-edit.js'
import { swapRoles } from '../../../src/generation/edits/swap-roles.js'
import { seededRandom } from '../../../src/random/seeded-random.js'

const slots = [{ slot: 'city', kind: 'name' as const, values: [['Lisbon'], ['Osaka']] }]
const changeName = changeValue(slots, 'name')

/** Everything that an edit makes of a prompt over many draws. */
function outcomes(edit: PromptEdit, prompt: string): Set<string | null> {
  return new Set(Array.from({ length: 50 }, (_, seed) => edit.apply(prompt, seededRandom(seed))))
}

describe('prompt edits', () => {
  it.each<[string, string, PromptEdit]>([
    ['Add a user to the plan.', 'Remove a user to the plan.', opposeAction],
    ['Which stock had the highest return?', 'Which stock had the lowest return?', opposeAction],
    ['Share my calendar with Priya.', "Don't share my calendar with Priya.", negatePrompt],
    ['Do not deploy on Fridays.', 'Deploy on Fridays.', negatePrompt],
    ['The server is behind the firewall.', 'The server is not behind the firewall.', negatePrompt],
    ['Give me 3 ideas', 'Give me 4 ideas', changeNumber],
    ['It costs 1,000 euros', 'It costs 10,000 euros', changeNumber],
    ['Wait 10 minutes', 'Wait 10 hours', changeUnit],
    ['at most 5 requests per month', 'at most 5 requests per week', changeUnit],
    ['What is on today?', 'What is on tomorrow?', changeTime],
    ['Wake me at 6 am', 'Wake me at 6 pm', changeTime],
    ['Convert it from JSON to YAML.', 'Convert it from YAML to JSON.', swapRoles],
    ['Use map instead of forEach', 'Use forEach instead of map', swapRoles],
    ['Show orders over 50', 'Show orders under 50', changeQuantifier],
    ['Book a table in Lisbon', 'Book a table in Osaka', changeName],
  ])('turn "%s" into "%s"', (prompt, expected, edit) => {
    expect(outcomes(edit, prompt)).toContain(expected)
  })

  it.each<[string, PromptEdit]>([
    ['What is the plural of octopus?', opposeAction],
    ['Is it safe to swim after lunch?', negatePrompt],
    ['Which port does v1.2.3 use?', changeNumber],
    ['Wait a moment', changeUnit],
    ['How long am I contagious?', changeTime],
    ['Why do the totals not match?', swapRoles],
    ['It stops every 5 minutes', changeQuantifier],
    ['Book a table in Rome', changeName],
  ])('leave "%s" alone, where a change would mean nothing', (prompt, edit) => {
    expect([...outcomes(edit, prompt)]).toEqual([null])
  })
})
