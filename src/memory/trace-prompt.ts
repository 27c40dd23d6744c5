/** Longest prompt of a candidate kept with a lookup, in characters: enough to explain the decision. */
const MAX_TRACED_PROMPT_LENGTH = 4000

/** A candidate's prompt as a lookup keeps it: long ones are cut. */
export function tracePrompt(prompt: string): string {
  return prompt.length <= MAX_TRACED_PROMPT_LENGTH ? prompt : `${prompt.slice(0, MAX_TRACED_PROMPT_LENGTH - 1)}…`
}
