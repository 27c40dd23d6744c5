import { expandContraction } from './contractions.js'
import { normalizePrompt } from './normalize-prompt.js'
import { readTokens, type Word } from './read-tokens.js'
import { scanWords, type Piece } from './scan-words.js'
import { TokenFlag, type Token } from './token.js'

/** Above this share of capitalised words a prompt is a title or shouted, and capitals say nothing about names. */
const MAX_CAPITAL_SHARE = 0.7
const MIN_WORDS_TO_JUDGE = 4

/**
 * Cuts a prompt into tokens in canonical spelling. Pure and independent of the lexicon, so that word vectors,
 * document frequencies and features all see the same words. `"Can't we meet at 3pm?"` → can not we meet at 15:00.
 */
export function tokenize(prompt: string): Token[] {
  return readTokens(expandPieces(scanWords(normalizePrompt(prompt))))
}

function expandPieces(pieces: readonly Piece[]): Word[] {
  const areCapitalsTelling = !isTitle(pieces)
  const words: Word[] = []
  let startsSentence = true
  for (const piece of pieces) {
    if (piece.kind === 'stop' || piece.kind === 'ask') {
      const last = words.at(-1)
      if (last && piece.kind === 'ask') last.flags |= TokenFlag.question
      startsSentence = true
      continue
    }
    const start = startsSentence ? TokenFlag.sentenceStart : 0
    startsSentence = false
    if (piece.kind !== 'word') {
      words.push({ text: piece.text.toLowerCase(), original: piece.text, kind: piece.kind, flags: start | (piece.kind === 'code' ? TokenFlag.code : 0) })
      continue
    }
    const lower = piece.text.toLowerCase()
    const capitals = lower === piece.text ? 0 : capitalFlags(piece.text, start !== 0, areCapitalsTelling)
    const expansion = expandContraction(lower)
    if (expansion === null) words.push({ text: lower, original: piece.text, kind: 'word', flags: start | capitals })
    else {
      const owner = expansion.isPossessive ? TokenFlag.possessive | capitals : 0
      for (const [at, text] of expansion.words.entries()) {
        words.push({ text, original: text, kind: 'word', flags: at === 0 ? start | owner : 0 })
      }
    }
  }
  return words
}

function capitalFlags(text: string, isStart: boolean, areTelling: boolean): number {
  if (!areTelling || text === 'I') return 0
  const isAllCapitals = text.length > 1 && text === text.toUpperCase()
  if (isAllCapitals) return TokenFlag.acronym | TokenFlag.name
  if (/^.+\p{Lu}/u.test(text)) return TokenFlag.name
  if (!/^\p{Lu}\p{L}/u.test(text)) return 0
  return isStart ? TokenFlag.capitalStart : TokenFlag.name
}

function isTitle(pieces: readonly Piece[]): boolean {
  let words = 0
  let capitals = 0
  for (const { kind, text } of pieces) {
    if (kind !== 'word') continue
    words++
    const code = text.charCodeAt(0)
    if (code >= 65 && code <= 90) capitals++
  }
  return words >= MIN_WORDS_TO_JUDGE && capitals > MAX_CAPITAL_SHARE * words
}
