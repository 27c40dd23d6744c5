import type { PieceKind } from './scan-words.js'
import { TokenFlag, type Token } from './token.js'

/** A word on its way to becoming a token: lower case, contractions already expanded. */
export interface Word {
  readonly text: string
  /** As written, for suffixes whose case matters (`5M` is millions, `5m` metres). */
  readonly original: string
  readonly kind: PieceKind
  flags: number
}

/** Walks over words and collects the tokens read from them; every reader pushes at least one token or moves on. */
export class TokenReader {
  readonly words: readonly Word[]
  readonly texts: readonly string[]
  readonly tokens: Token[] = []
  /** Next word to read. */
  at = 0

  constructor(words: readonly Word[]) {
    this.words = words
    this.texts = words.map((word) => word.text)
  }

  get isAtEnd(): boolean {
    return this.at >= this.words.length
  }

  get lastToken(): Token | undefined {
    return this.tokens.at(-1)
  }

  /** Text of the word so many words on; undefined behind the end and before the start. */
  peek(offset: number): string | undefined {
    return this.texts[this.at + offset]
  }

  /** Adds a token and moves on by `length` words; a question mark after the last of them is kept. */
  push(text: string, flags: number, length = 1): void {
    const last = this.words[this.at + length - 1]
    this.at += length
    this.tokens.push({ text, flags: flags | ((last?.flags ?? 0) & TokenFlag.question) })
  }

  pushNumber(text: string, flags: number, length: number): void {
    this.push(text, flags | TokenFlag.number, length)
  }

  pushTime(time: string, flags: number, length = 1): void {
    this.push(time, flags | TokenFlag.number | TokenFlag.time, length)
  }

  /** Adds a token that shares its word with the next one. */
  pushPart(text: string, flags: number): void {
    this.tokens.push({ text, flags })
  }

  isAfterNumber(): boolean {
    return ((this.lastToken?.flags ?? 0) & TokenFlag.number) !== 0
  }

  isBesideNumber(): boolean {
    return this.isAfterNumber() || this.words[this.at + 1]?.kind === 'number'
  }
}
