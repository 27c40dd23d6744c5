import { fnv1a } from '../text/fnv1a.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { FeatureRow, NamedFeatures, type FeatureSink } from './feature-sink.js'
import type { PairAlignment } from './pair-alignment.js'
import { addCoverageFeatures } from './pair-coverage-features.js'
import { addEditFeatures } from './pair-edit-features.js'
import { addGrammarFeatures } from './pair-grammar-features.js'
import { addNameFeatures } from './pair-name-features.js'
import { addNegationFeatures } from './pair-negation-features.js'
import { addNumberFeatures } from './pair-number-features.js'
import { addOrderFeatures } from './pair-order-features.js'
import { addRelationFeatures, findConflicts } from './pair-relation-features.js'
import { viewPair } from './pair-view.js'

/** Their order is the order of the classifier's inputs: a model is trained for one. */
function addFeatures(features: FeatureSink, pair: PairAlignment): void {
  const view = viewPair(pair)
  const conflicts = findConflicts(view)
  addCoverageFeatures(features, view)
  addRelationFeatures(features, view, conflicts)
  addNegationFeatures(features, view, conflicts.antonyms + conflicts.opposites > 0)
  addNumberFeatures(features, view)
  addNameFeatures(features, view)
  addGrammarFeatures(features, view)
  addOrderFeatures(features, view)
  addEditFeatures(features, view)
}

/** Describes a pair by named numbers; equal for (a, b) and (b, a). */
export function describePair(pair: PairAlignment): Readonly<Record<string, number>> {
  const features = new NamedFeatures()
  addFeatures(features, pair)
  return features.values
}

/** Writes the features of a pair to `target` from `offset` on, in the order of `FEATURE_NAMES`. */
export function writeFeatures(pair: PairAlignment, target: Float32Array, offset: number): void {
  addFeatures(new FeatureRow(target, offset), pair)
}

const NO_WORDS: PromptAnalysis = {
  prompt: '',
  texts: [],
  lemmas: [],
  isTruncated: false,
  roles: new Uint16Array(),
  textHashes: new Uint32Array(),
  lemmaHashes: new Uint32Array(),
  ids: new Int32Array(),
  weights: new Float32Array(),
  totalWeight: 1,
  categories: [],
  vectors: [],
  meanVector: null,
  values: new Float64Array(),
  quantities: [],
  quantityOf: new Int16Array(),
  phrases: [],
  prepositions: [],
  head: 0,
  tail: 0,
  openerLength: 0,
  questionType: 0,
  isQuestion: false,
  negators: 0,
  implicitNegators: 0,
  quantifierBits: [],
  modalBits: 0,
  personBits: 0,
  ownerBits: 0,
  isPast: false,
  isFuture: false,
  positiveActions: 0,
  negativeActions: 0,
  hasConjunction: false,
  bagHashes: new Uint32Array(),
  bagWeights: new Float32Array(),
  bagWeight: 0,
  trigrams: new Uint32Array(),
}

const NO_PAIR: PairAlignment = {
  a: NO_WORDS,
  b: NO_WORDS,
  relations: new Uint32Array(),
  cosines: new Float32Array(),
  scores: new Float32Array(),
  partnersA: new Int16Array(),
  partnersB: new Int16Array(),
  matchA: new Float32Array(),
  matchB: new Float32Array(),
}

/** Names of the features, in the order of the classifier's inputs. */
export const FEATURE_NAMES: readonly string[] = Object.keys(describePair(NO_PAIR))

/** Identifies the list of features: a model made for another list is refused. Eight hex digits. */
export const FEATURES_HASH: string = fnv1a(FEATURE_NAMES.join(' ')).toString(16).padStart(8, '0')
