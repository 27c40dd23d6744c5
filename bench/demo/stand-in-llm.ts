import { setTimeout as delay } from 'node:timers/promises'
import type { LlmFunction } from '../../src/index.js'
import type { WorkloadPrompt } from './workload/workload.js'

/** Time that the stand-in takes to respond; a real LLM takes a hundred times as long. */
const DELAY_MS = 3

/** An LLM function that responds with the name of the prompt's meaning; nothing is random. */
export function createStandInLlm(workload: readonly WorkloadPrompt[]): LlmFunction {
  const meaningByPrompt = new Map(workload.map(({ prompt, meaning }) => [prompt, meaning]))
  return async (prompt, { signal }) => {
    await delay(DELAY_MS, undefined, { signal })
    const meaning = meaningByPrompt.get(prompt)
    return meaning ? `Canned response for ${meaning}` : `Canned response, first asked for: ${prompt}`
  }
}
