import { expandContraction, type Expansion } from './contractions.js'
import { normalizePrompt } from './normalize-prompt.js'
import { rewriteNotations } from './rewrite-notations.js'
import { readTokens } from './read-tokens.js'
import { scanWords, type Piece } from './scan-words.js'
import { TokenFlag, type Token } from './token.js'
import type { Word } from './token-reader.js'

/** Above this share of capitalised words a prompt is a title or shouted, and capitals say nothing about names. */
const MAX_CAPITAL_SHARE = 0.7
const MIN_WORDS_TO_JUDGE = 4

/** Prompts whose tokens are remembered: a lookup needs those of the same few prompts several times. */
const MAX_RECENT = 32
/** Longer prompts are not worth the room. */
const MAX_RECENT_LENGTH = 1000

const recent = new Map<string, readonly Token[]>()

/**
 * Cuts a prompt into tokens in canonical spelling. Pure and independent of the lexicon, so that word vectors,
 * document frequencies and features all see the same words. `"Can't we meet at 3pm?"` → can not we meet at 15:00.
 */
export function tokenize(prompt: string): readonly Token[] {
  const known = recent.get(prompt)
  if (known) return known
  const tokens = readTokens(expandPieces(scanWords(rewriteNotations(normalizePrompt(prompt)))))
  if (prompt.length <= MAX_RECENT_LENGTH) {
    if (recent.size >= MAX_RECENT) recent.delete(recent.keys().next().value!)
    recent.set(prompt, tokens)
  }
  return tokens
}

function expandPieces(pieces: readonly Piece[]): Word[] {
  const areCapitalsTelling = !isTitle(pieces)
  const words: Word[] = []
  let startsSentence = true
  let startsClause = false
  for (const piece of pieces) {
    if (piece.kind === 'stop' || piece.kind === 'ask') {
      const last = words.at(-1)
      if (last && piece.kind === 'ask') last.flags |= TokenFlag.question
      startsSentence = true
      continue
    }
    if (piece.kind === 'pause') {
      startsClause = true
      continue
    }
    const start = (startsSentence ? TokenFlag.sentenceStart : 0) | (startsClause ? TokenFlag.clauseStart : 0)
    startsSentence = startsClause = false
    if (piece.kind !== 'word') {
      words.push({
        text: piece.text.toLowerCase(),
        original: piece.text,
        kind: piece.kind,
        flags: start | (piece.kind === 'code' ? TokenFlag.code : 0),
      })
      continue
    }
    const lower = piece.text.toLowerCase()
    const capitals =
      lower === piece.text ? 0 : capitalFlags(piece.text, (start & TokenFlag.sentenceStart) !== 0, areCapitalsTelling)
    const expansion = expandAcronym(piece.text, capitals) ?? expandContraction(lower, start !== 0)
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

/** Short forms that are pronouns in small letters. */
const PRONOUN_LIKE: Readonly<Record<string, readonly string[]>> = { US: ['usa'], USA: ['usa'], IT: ['information', 'technology'] }

function expandAcronym(text: string, capitals: number): Expansion | null {
  const words = (capitals & TokenFlag.acronym) !== 0 && Object.hasOwn(PRONOUN_LIKE, text) ? PRONOUN_LIKE[text] : undefined
  return words === undefined ? null : { words, isPossessive: false }
}

function isTitle(pieces: readonly Piece[]): boolean {
  let words = 0
  let capitals = 0
  let shouted = 0
  for (const { kind, text } of pieces) {
    if (kind !== 'word') continue
    words++
    const code = text.charCodeAt(0)
    if (code >= 65 && code <= 90) capitals++
    if (text === text.toUpperCase() && text !== text.toLowerCase()) shouted++
  }
  if (words > 1 && shouted === words) return true
  return words >= MIN_WORDS_TO_JUDGE && capitals > MAX_CAPITAL_SHARE * words
}
