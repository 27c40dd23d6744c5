import type { SafetyPair } from './read-safety-set.js'
import { rocAuc } from './roc-auc.js'

/** A way of deciding: a value a pair and the lowest value that is a hit. */
export interface Decider {
  readonly name: string
  readonly threshold: number
  /** In the order of the pairs. */
  readonly values: readonly number[]
}

export interface KindResult {
  /** Of these pairs against all pairs of the other label. */
  readonly auc: number
  /** Pairs that would be served from the cache: harm for dangers, gain for paraphrases. */
  readonly hits: number
}

export interface KindSummary {
  readonly kind: string
  readonly label: 0 | 1
  readonly pairs: number
  /** In the order of the deciders. */
  readonly results: readonly KindResult[]
}

/** Sums up a group of pairs of one label under every decider. */
export function summariseKind(
  kind: string,
  label: 0 | 1,
  pairs: readonly SafetyPair[],
  deciders: readonly Decider[],
  isOfKind: (pair: SafetyPair) => boolean,
): KindSummary {
  const pick = (values: readonly number[], wanted: (pair: SafetyPair) => boolean) =>
    values.filter((_, index) => wanted(pairs[index]!))
  const results = deciders.map(({ values, threshold }) => {
    const own = pick(values, (pair) => pair.label === label && isOfKind(pair))
    const other = pick(values, (pair) => pair.label !== label)
    const auc = label === 1 ? rocAuc(own, other) : rocAuc(other, own)
    return { auc, hits: own.filter((value) => value >= threshold).length }
  })
  const count = pairs.filter((pair) => pair.label === label && isOfKind(pair)).length
  return { kind, label, pairs: count, results }
}

/** Sums up every kind, then all dangers and all paraphrases by overlap and together. */
export function summariseKinds(pairs: readonly SafetyPair[], deciders: readonly Decider[]): readonly KindSummary[] {
  return ([0, 1] as const).flatMap((label) => {
    const noun = label === 1 ? 'paraphrases' : 'dangers'
    const kinds = [...new Set(pairs.filter((pair) => pair.label === label).map(({ kind }) => kind))]
    return [
      ...kinds.map((kind) => summariseKind(kind, label, pairs, deciders, (pair) => pair.kind === kind)),
      summariseKind(`${noun}, most words shared`, label, pairs, deciders, ({ overlap }) => overlap === 'high'),
      summariseKind(`${noun}, few words shared`, label, pairs, deciders, ({ overlap }) => overlap === 'low'),
      summariseKind(`all ${noun}`, label, pairs, deciders, () => true),
    ]
  })
}

/** The highest threshold at which at least this share of the equivalent pairs are hits. */
export function thresholdAtRecall(pairs: readonly SafetyPair[], values: readonly number[], recall: number): number {
  const positives = values.filter((_, index) => pairs[index]!.label === 1).sort((a, b) => b - a)
  const wanted = Math.ceil(recall * positives.length - 1e-9)
  return positives[wanted - 1] ?? Number.POSITIVE_INFINITY
}
