import * as v from 'valibot'
import type { ClassifierSource } from '../classifier/classifier.js'
import { InvalidOptionError } from '../errors/errors.js'
import { parseOptions } from './parse-options.js'

/** How a classifier's threshold is chosen: at most one of the two. */
export interface ThresholdOptions {
  /** Lowest score that is a hit, 0…1. Default: the model card's. */
  readonly threshold?: number
  /**
   * Largest share of hard negatives that may be reused wrongly, 0…1. The threshold follows from the calibration table of
   * the model card, by the upper end of its confidence interval.
   */
  readonly maxFalseHitRate?: number
}

const share = v.optional(
  v.pipe(v.number('a number from 0 to 1'), v.minValue(0, 'a number from 0 to 1'), v.maxValue(1, 'a number from 0 to 1')),
)
const schema = v.strictObject({ threshold: share, maxFalseHitRate: share })
const pathSchema = v.pipe(v.string('the path of a model folder'), v.minLength(1, 'the path of a model folder'))

/** Which classifier decides, and from which score on. Immutable. */
export class ClassifierConfig {
  readonly source: ClassifierSource
  readonly threshold: number | undefined
  readonly maxFalseHitRate: number | undefined

  private constructor(source: ClassifierSource, options: ThresholdOptions) {
    const { threshold, maxFalseHitRate } = parseOptions(schema, options, 'the options of the classifier')
    if (threshold !== undefined && maxFalseHitRate !== undefined) {
      throw new InvalidOptionError({
        option: 'maxFalseHitRate',
        value: String(maxFalseHitRate),
        allowed: 'either threshold or maxFalseHitRate, not both',
      })
    }
    this.source = Object.freeze(source)
    this.threshold = threshold
    this.maxFalseHitRate = maxFalseHitRate
  }

  /** The pair classifier in the package. */
  static bundled(options: ThresholdOptions = {}): ClassifierConfig {
    return new ClassifierConfig({ kind: 'bundled' }, options)
  }

  /** A folder with a classifier and its card.json. */
  static fromFile(path: string, options: ThresholdOptions = {}): ClassifierConfig {
    return new ClassifierConfig({ kind: 'file', path: parseOptions(pathSchema, path, 'path') }, options)
  }
}
