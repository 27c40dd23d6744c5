/** One row of the calibration table: what was measured on unseen hard negatives at this threshold. */
export interface CalibrationRow {
  readonly threshold: number
  /** Share of hard negatives wrongly reused at this threshold, 0…1. */
  readonly falseHitRate: number
  /** Upper end of the 95 % confidence interval of `falseHitRate` (Wilson score interval). */
  readonly falseHitRateUpper: number
  /** Share of equivalent pairs that hit at this threshold, 0…1. */
  readonly recall: number
}

/** What a model is, where it comes from and how well it did: `card.json` beside its files. */
export interface ModelCard {
  readonly formatVersion: 1
  readonly name: string
  readonly version: string
  readonly kind: 'encoder' | 'pair' | 'embedding-mlp' | 'lexicon'
  /** Encoder that the model belongs to; absent on pair classifiers, which read prompts. */
  readonly encoderId?: string
  readonly dimensions?: number
  /** On pair classifiers: which features, in which order, the graph was trained on. */
  readonly featureHash?: string
  /** sha256 in hex of every file of the model, by its name relative to the card. */
  readonly files: Readonly<Record<string, string>>
  readonly dataSets: readonly {
    readonly name: string
    readonly licence: string
    readonly source: string
    readonly pairs?: number
  }[]
  /** Metrics by data set: numbers by name, with `count` among them. */
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Lowest score that is a hit, 0…1. */
  readonly threshold?: number
  readonly calibration?: readonly CalibrationRow[]
  readonly limits?: string
  readonly intendedUse?: string
}
