import type { Lexicon } from '../text/lexicon.js'
import { Role, type PromptAnalysis } from '../text/prompt-analysis.js'
import { relateWords } from '../text/relate-words.js'
import { CONFLICTS, relationScore, WordRelation as R } from '../text/word-relation.js'
import { cosinesOf } from './pair-cosines.js'
import { markAcronyms, markPhrases } from './pair-expressions.js'

/** Two prompts side by side, in canonical order. Matrices are row-major: rows are tokens of `a`, columns of `b`. */
export interface PairAlignment {
  readonly a: PromptAnalysis
  readonly b: PromptAnalysis
  /** `WordRelation` bits. */
  readonly relations: Uint32Array
  /** Cosine of the word vectors of content words, −1…1; 0 where one is missing. */
  readonly cosines: Float32Array
  /** How far two words count as the same, 0…1. */
  readonly scores: Float32Array
  /** Token of the other prompt that each token stands for, or −1. */
  readonly partnersA: Int16Array
  readonly partnersB: Int16Array
  /** Score of that match, 0 without one. */
  readonly matchA: Float32Array
  readonly matchB: Float32Array
}

/** Scores under this never align. */
const LEAST_SCORE = 0.3
/** Cosines under this say nothing. */
const LEAST_COSINE = 0.35
/** Share of a cosine's weight where one word is a name or a number, which vectors confuse. */
const NAME_SHARE = 0.3
const SIBLING_SHARE = 0.6
const DISTANCE_PENALTY = 0.06
const NEIGHBOUR_BONUS = 0.03
const EXPRESSION_SCORE = 0.91

/** Lays two prompts side by side; the result does not depend on which comes first. */
export function alignPair(first: PromptAnalysis, second: PromptAnalysis, lexicon: Lexicon): PairAlignment {
  const [a, b] = compareAnalyses(first, second) <= 0 ? [first, second] : [second, first]
  const relations = relateAll(a, b, lexicon)
  markPhrases(a, b, relations)
  markAcronyms(a, b, relations, lexicon)
  const cosines = cosinesOf(a, b)
  const scores = scoresOf(a, b, relations, cosines)
  return { a, b, relations, cosines, scores, ...alignGreedily(a, b, relations, scores) }
}

/** A total order of prompts that ignores which was asked first. */
function compareAnalyses(x: PromptAnalysis, y: PromptAnalysis): number {
  if (x.texts.length !== y.texts.length) return x.texts.length - y.texts.length
  return x.prompt < y.prompt ? -1 : x.prompt > y.prompt ? 1 : 0
}

function relateAll(a: PromptAnalysis, b: PromptAnalysis, lexicon: Lexicon): Uint32Array {
  const rows = a.texts.length
  const columns = b.texts.length
  const relations = new Uint32Array(rows * columns)
  const hasTwinA = new Uint8Array(rows)
  const hasTwinB = new Uint8Array(columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (a.textHashes[i] === b.textHashes[j]) hasTwinA[i] = hasTwinB[j] = 1
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const isThorough = hasTwinA[i] === 0 || hasTwinB[j] === 0
      relations[i * columns + j] = relateWords(a, i, b, j, lexicon, isThorough)
    }
  }
  return relations
}

function scoresOf(a: PromptAnalysis, b: PromptAnalysis, relations: Uint32Array, cosines: Float32Array): Float32Array {
  const columns = b.texts.length
  const scores = new Float32Array(relations.length)
  for (let i = 0; i < a.texts.length; i++) {
    for (let j = 0; j < columns; j++) {
      const cell = i * columns + j
      scores[cell] = scoreOf(relations[cell]!, cosines[cell]!, a.roles[i]! | b.roles[j]!)
    }
  }
  return scores
}

/** Score of two words by their relations, cosine and united roles. */
function scoreOf(bits: number, cosine: number, roles: number): number {
  const score = relationScore(bits)
  if (cosine <= LEAST_COSINE || (bits & (R.exact | R.lemma | R.numberEqual | CONFLICTS)) !== 0) return score
  let soft = (0.75 * (cosine - 0.2)) / 0.8
  if ((bits & R.sibling) !== 0) soft *= SIBLING_SHARE
  if ((roles & (Role.name | Role.number | Role.code)) !== 0) soft *= NAME_SHARE
  return Math.max(score, soft)
}

function alignGreedily(a: PromptAnalysis, b: PromptAnalysis, relations: Uint32Array, scores: Float32Array) {
  const rows = a.texts.length
  const columns = b.texts.length
  const partnersA = new Int16Array(rows).fill(-1)
  const partnersB = new Int16Array(columns).fill(-1)
  const matchA = new Float32Array(rows)
  const matchB = new Float32Array(columns)
  const cells: number[] = []
  const preference = new Float32Array(scores.length)
  for (let cell = 0; cell < scores.length; cell++) {
    if (scores[cell]! < LEAST_SCORE) continue
    preference[cell] = preferenceOf(cell, scores, rows, columns)
    cells.push(cell)
  }
  cells.sort((x, y) => preference[y]! - preference[x]! || x - y)
  for (const cell of cells) {
    const i = Math.floor(cell / columns)
    const j = cell % columns
    if (partnersA[i]! >= 0 || partnersB[j]! >= 0) continue
    partnersA[i] = j
    partnersB[j] = i
    matchA[i] = matchB[j] = scores[cell]!
  }
  // An expression may stand for one word: its words share that partner.
  for (let cell = 0; cell < relations.length; cell++) {
    if ((relations[cell]! & (R.phrase | R.acronym)) === 0) continue
    const i = Math.floor(cell / columns)
    const j = cell % columns
    matchA[i] = Math.max(matchA[i]!, EXPRESSION_SCORE)
    matchB[j] = Math.max(matchB[j]!, EXPRESSION_SCORE)
    if (partnersA[i]! < 0) partnersA[i] = j
    if (partnersB[j]! < 0) partnersB[j] = i
  }
  return { partnersA, partnersB, matchA, matchB }
}

/** Among equal scores, words at the same place and beside other matches come first. */
function preferenceOf(cell: number, scores: Float32Array, rows: number, columns: number): number {
  const i = Math.floor(cell / columns)
  const j = cell % columns
  const placeA = rows > 1 ? i / (rows - 1) : 0
  const placeB = columns > 1 ? j / (columns - 1) : 0
  let preference = scores[cell]! - DISTANCE_PENALTY * Math.abs(placeA - placeB)
  if (i > 0 && j > 0 && scores[cell - columns - 1]! >= 0.85) preference += NEIGHBOUR_BONUS
  if (i + 1 < rows && j + 1 < columns && scores[cell + columns + 1]! >= 0.85) preference += NEIGHBOUR_BONUS
  return preference
}
