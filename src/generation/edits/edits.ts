import type { GenerationSlot } from '../generation-template.js'
import { changeNumber } from './change-number.js'
import { changeQuantifier } from './change-quantifier.js'
import { changeTime } from './change-time.js'
import { changeUnit } from './change-unit.js'
import { changeValue } from './change-value.js'
import { negatePrompt } from './negate-prompt.js'
import { opposeAction } from './oppose-action.js'
import type { PromptEdit } from './prompt-edit.js'
import { swapRoles } from './swap-roles.js'

/** Everything that can be changed in a prompt so that it asks for something else. */
export function allEdits(slots: readonly GenerationSlot[]): PromptEdit[] {
  const values = (['date', 'name', 'version'] as const).map((kind) => changeValue(slots, kind))
  return [opposeAction, negatePrompt, changeNumber, changeUnit, changeTime, swapRoles, changeQuantifier, ...values]
}
