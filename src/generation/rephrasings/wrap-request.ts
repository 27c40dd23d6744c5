import { isRequest } from '../request-verbs.js'
import { drawDress, dressUp } from '../wording.js'
import type { Rephrasing } from './rephrasing.js'

/** Dresses a bare request: "Add a second user" → "Could you add a second user for me?". */
export const wrapRequest: Rephrasing = (prompt, random) => {
  const bare = (prompt[0]!.toLowerCase() + prompt.slice(1)).replace(/[.!]$/, '')
  if (prompt.endsWith('?') || /[.!?] /.test(prompt)) return null
  if (/^(?:do not|don't) /.test(bare)) return `Please ${bare}`
  if (!isRequest(bare)) return null
  const dressed = dressUp(bare, 'request', drawDress(random))
  return dressed.toLowerCase() === bare.toLowerCase() ? null : dressed
}
