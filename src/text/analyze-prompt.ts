import { fnv1a } from './fnv1a.js'
import { findPhrases } from './find-phrases.js'
import * as grammar from './grammar-words.js'
import type { Lexicon } from './lexicon.js'
import { WordKind } from './lexicon-file.js'
import { isNegatorAt, markNegated } from './negation.js'
import { readOpening } from './openers.js'
import { countActions } from './polarity.js'
import { Role, type PromptAnalysis } from './prompt-analysis.js'
import { findQuantities, valueOf } from './quantities.js'
import { questionType } from './question-type.js'
import { STOP_WORDS } from './stop-words.js'
import { trigramHashes } from './trigrams.js'
import { TokenFlag, type Token } from './token.js'
import type { TokenVectors } from './token-vectors.js'
import { tokenize } from './tokenize.js'
import { meanOf, vectorsOf } from './vectors-of.js'

/** Tokens compared one by one; alignment is quadratic in them. */
export const MAX_ANALYZED_TOKENS = 64
/** Of these, the last ones: what is asked often stands at the end. */
export const TAIL_TOKENS = 24
const MAX_IDF = 10
const STOP_WORD_SHARE = 0.25
const OPENER_SHARE = 0.15

/** Analyses one prompt. `vectors` may be null: then nothing is aligned by meaning alone. */
export function analyzePrompt(prompt: string, lexicon: Lexicon, vectors: TokenVectors | null): PromptAnalysis {
  const all = tokenize(prompt)
  const isTruncated = all.length > MAX_ANALYZED_TOKENS
  const tokens = isTruncated ? [...all.slice(0, MAX_ANALYZED_TOKENS - TAIL_TOKENS), ...all.slice(-TAIL_TOKENS)] : all
  const texts = tokens.map((token) => token.text)
  const lemmas = texts.map((text) => lexicon.lemma(text))
  const opening = readOpening(texts)
  const roles = rolesOf(tokens, lemmas, opening.length, lexicon)
  const isContent = (at: number) => (roles[at]! & Role.content) !== 0
  const startsSentence = (at: number) => (tokens[at]!.flags & TokenFlag.sentenceStart) !== 0
  const startsClause = (at: number) => (tokens[at]!.flags & TokenFlag.clauseStart) !== 0
  markNegated(texts, isContent, startsSentence, startsClause).forEach(
    (isNegated, at) => (roles[at]! |= isNegated ? Role.negated : 0),
  )
  const weights = new Float32Array(lemmas.map((lemma, at) => weightOf(lexicon.idf(lemma), roles[at]!)))
  const found = vectorsOf(texts, lemmas, vectors)
  const quantities = findQuantities(tokens)
  const quantityOf = new Int16Array(tokens.length).fill(-1)
  quantities.forEach(({ at, unitAt }, index) => {
    quantityOf[at] = index
    if (unitAt >= 0) quantityOf[unitAt] = index
  })
  const phrases = findPhrases(lemmas, lexicon)
  const isQuestion = all.some((token) => (token.flags & TokenFlag.question) !== 0)
  const head = texts.findIndex((_, at) => isContent(at))
  const tail = texts.findLastIndex((_, at) => isContent(at))
  return {
    prompt,
    texts,
    lemmas,
    isTruncated,
    roles,
    textHashes: new Uint32Array(texts.map(fnv1a)),
    lemmaHashes: new Uint32Array(lemmas.map(fnv1a)),
    ids: new Int32Array(lemmas.map((lemma) => lexicon.idOf(lemma))),
    weights,
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0) || 1,
    categories: lemmas.map((lemma, at) => categoriesOf(lexicon, lemma, texts[at]!)),
    vectors: found,
    meanVector: meanOf(found, weights),
    values: new Float64Array(tokens.map(valueOf)),
    quantities,
    quantityOf,
    phrases,
    prepositions: prepositionsOf(texts, isContent),
    head: Math.max(0, head),
    tail: tail < 0 ? Math.max(0, texts.length - 1) : tail,
    openerLength: opening.length,
    questionType: questionType(texts, opening, isQuestion),
    isQuestion,
    ...grammarOf(texts, lemmas, opening.length),
    ...countActions(texts, lemmas, phrases, lexicon),
    ...bagOf(all, lexicon),
    trigrams: trigramHashes(texts),
  }
}

function rolesOf(tokens: readonly Token[], lemmas: readonly string[], openerLength: number, lexicon: Lexicon): Uint16Array {
  const texts = tokens.map((token) => token.text)
  const roles = tokens.map(({ text, flags }, at) => {
    const kind = lexicon.kind(lemmas[at]!)
    const isGrammar =
      grammar.NEGATORS.has(text) || grammar.QUANTIFIERS.has(text) || grammar.PREPOSITIONS.has(text) || grammar.MODALS.has(text)
    const isStopWord = STOP_WORDS.has(text) || STOP_WORDS.has(lemmas[at]!)
    const isUnknown = lexicon.idOf(lemmas[at]!) < 0
    const isNumber = (flags & (TokenFlag.number | TokenFlag.ordinal)) !== 0
    const isCode = (flags & TokenFlag.code) !== 0 || (!isNumber && /\d/.test(text))
    const isName =
      !isNumber &&
      !isStopWord &&
      !isGrammar &&
      ((flags & TokenFlag.name) !== 0 || (kind & WordKind.proper) !== 0 || (isUnknown && (flags & TokenFlag.capitalStart) !== 0))
    let role = isStopWord ? Role.stopWord : at >= openerLength ? Role.content : 0
    if (at < openerLength) role |= Role.opener
    if (isNegatorAt(texts, at)) role |= Role.negator
    if (isNumber) role |= Role.number
    if (isCode) role |= Role.code
    if (isName) role |= Role.name
    if (isUnknown && !isNumber) role |= Role.unknown
    if ((flags & TokenFlag.unit) !== 0) role |= Role.unit
    if ((kind & WordKind.verb) !== 0) role |= Role.verb
    if (grammar.PREPOSITIONS.has(text)) role |= Role.preposition
    return role
  })
  return new Uint16Array(roles)
}

function weightOf(idf: number, role: number): number {
  const capped = Math.min(MAX_IDF, idf)
  if ((role & Role.opener) !== 0 && (role & Role.negator) === 0) return capped * OPENER_SHARE
  return (role & Role.stopWord) !== 0 ? capped * STOP_WORD_SHARE : capped
}

function categoriesOf(lexicon: Lexicon, lemma: string, text: string): readonly number[] {
  const byLemma = lexicon.categoriesOf(lemma)
  return byLemma.length > 0 || text === lemma ? byLemma : lexicon.categoriesOf(text)
}

/** A preposition speaks for the first content word behind it. */
function prepositionsOf(texts: readonly string[], isContent: (at: number) => boolean): string[] {
  let last = ''
  return texts.map((text, at) => {
    if (grammar.PREPOSITIONS.has(text)) {
      last = text
      return ''
    }
    const preposition = last
    if (isContent(at)) last = ''
    return preposition
  })
}

function grammarOf(texts: readonly string[], lemmas: readonly string[], openerLength: number) {
  let negators = 0
  let implicitNegators = 0
  let modalBits = 0
  let personBits = 0
  let ownerBits = 0
  const ideas = new Set<number>()
  texts.forEach((text, at) => {
    if (isNegatorAt(texts, at)) negators++
    if (grammar.IMPLICIT_NEGATORS.has(text) || grammar.IMPLICIT_NEGATORS.has(lemmas[at]!)) implicitNegators++
    const idea =
      texts[at - 1] === 'a' && grammar.QUANTIFIERS.get(text) === grammar.FEW_IDEA
        ? grammar.SOME_IDEA
        : grammar.QUANTIFIERS.get(text)
    const isAddition = idea === grammar.ONLY_IDEA && texts[at - 1] === 'not' && !isNegatorAt(texts, at - 1)
    if (idea && !isAddition) ideas.add(idea)
    if (at < openerLength) return
    modalBits |= 1 << (grammar.MODALS.get(text) ?? 0)
    personBits |= 1 << (grammar.PERSONS.get(text) ?? 0)
    ownerBits |= 1 << (grammar.OWNERS.get(text) ?? 0)
  })
  return {
    negators,
    implicitNegators,
    modalBits: modalBits & ~1,
    personBits: personBits & ~1,
    ownerBits: ownerBits & ~1,
    quantifierBits: [...ideas].sort((a, b) => a - b),
    isPast: texts.some((text) => grammar.PAST_MARKS.has(text)),
    // *as soon as* sets no time.
    isFuture: texts.some((text, at) => grammar.FUTURE_MARKS.has(text) && !(text === 'soon' && texts[at - 1] === 'as')),
    hasConjunction: texts.some((text) => grammar.CONJUNCTIONS.has(text)),
  }
}

function bagOf(tokens: readonly Token[], lexicon: Lexicon) {
  const weightByHash = new Map<number, number>()
  for (const { text } of tokens) {
    const lemma = lexicon.lemma(text)
    const share = STOP_WORDS.has(lemma) || STOP_WORDS.has(text) ? 0 : 1
    if (share > 0) weightByHash.set(fnv1a(lemma), Math.min(MAX_IDF, lexicon.idf(lemma)))
  }
  const bagHashes = new Uint32Array(weightByHash.keys()).sort()
  const bagWeights = new Float32Array(bagHashes.length)
  for (let at = 0; at < bagHashes.length; at++) bagWeights[at] = weightByHash.get(bagHashes[at]!)!
  return { bagHashes, bagWeights, bagWeight: bagWeights.reduce((sum, weight) => sum + weight, 0) }
}
