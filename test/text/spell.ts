import { tokenize } from '../../src/text/tokenize.js'
import { TokenFlag } from '../../src/text/token.js'

/** Tokens of a prompt as one line. */
export function spell(prompt: string): string {
  return tokenize(prompt)
    .map((token) => token.text)
    .join(' ')
}

/** Tokens that carry a flag, as one line. */
export function flagged(prompt: string, flag: keyof typeof TokenFlag): string {
  return tokenize(prompt)
    .filter((token) => (token.flags & TokenFlag[flag]) !== 0)
    .map((token) => token.text)
    .join(' ')
}
