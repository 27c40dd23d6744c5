import type { Metrics } from '../evaluation/measure.js'
import type { Interval } from '../evaluation/wilson-interval.js'
import { type FeedbackPlausibility, judgeInversion } from './implausible-feedback.js'

export type GateName =
  | 'enough-feedback'
  | 'plausible-feedback'
  | 'min-precision'
  | 'min-recall'
  | 'precision-not-worse'
  | 'recall-not-worse'
  | 'safety-not-worse'

/** One condition of promotion and how it went. */
export interface Gate {
  readonly name: GateName
  readonly passed: boolean
  /** A sentence with the figures. */
  readonly reason: string
}

/** Figures on the validation data, with 95 % Wilson intervals; null where a figure is not defined. */
export interface ValidationFigures extends Metrics {
  readonly precisionInterval: Interval | null
  readonly recallInterval: Interval | null
}

export interface SafetyFigures {
  readonly traps: number
  readonly falseHits: number
  readonly falseHitsByKind: Readonly<Record<string, number>>
}

/** Everything that the gates look at. */
export interface GateInput {
  readonly independentVerdicts: number
  readonly plausibility: FeedbackPlausibility
  readonly candidate: { readonly validation: ValidationFigures; readonly safety: SafetyFigures }
  readonly active: { readonly validation: ValidationFigures; readonly safety: SafetyFigures }
}

export interface GateLimits {
  readonly minPrecision: number
  readonly minRecall: number
  /** Verdicts needed that share no prompt with one another. */
  readonly minFeedback: number
}

/** Judges a candidate; it may be promoted only when every gate is passed. */
export function judgeGates(input: GateInput, limits: GateLimits): Gate[] {
  const { candidate, active, independentVerdicts, plausibility } = input
  const precision = candidate.validation.precision ?? 0
  const recall = candidate.validation.recall ?? 0
  const gate = (name: GateName, passed: boolean, reason: string): Gate => ({ name, passed, reason })
  const { isPlausible, share, limit } = judgeInversion(plausibility)
  return [
    gate(
      'enough-feedback',
      independentVerdicts >= limits.minFeedback,
      `${independentVerdicts} verdicts are about different prompts, at least ${limits.minFeedback} are needed; one situation told many times counts once`,
    ),
    gate(
      'plausible-feedback',
      isPlausible,
      `${plausibility.sameDespiteDifference} of ${plausibility.same} verdicts say "the same" of prompts with a telling difference, that is ${percent(share)} at least; over ${percent(limit)} labels may be inverted`,
    ),
    gate(
      'min-precision',
      precision >= limits.minPrecision,
      `precision is ${showShare(candidate.validation, 'precision')}, at least ${limits.minPrecision} is needed`,
    ),
    gate(
      'min-recall',
      recall >= limits.minRecall,
      `recall is ${showShare(candidate.validation, 'recall')}, at least ${limits.minRecall} is needed`,
    ),
    gate(
      'precision-not-worse',
      precision >= (active.validation.precision ?? 0),
      `precision is ${showShare(candidate.validation, 'precision')}, that of the active classifier ${showShare(active.validation, 'precision')}`,
    ),
    gate(
      'recall-not-worse',
      recall >= (active.validation.recall ?? 0),
      `recall is ${showShare(candidate.validation, 'recall')}, that of the active classifier ${showShare(active.validation, 'recall')}`,
    ),
    gate(
      'safety-not-worse',
      candidate.safety.falseHits <= active.safety.falseHits,
      `${candidate.safety.falseHits} of ${candidate.safety.traps} built-in traps are reused, by the active classifier ${active.safety.falseHits}`,
    ),
  ]
}

function showShare(figures: ValidationFigures, name: 'precision' | 'recall'): string {
  const value = figures[name]
  const interval = figures[`${name}Interval`]
  if (value === null || interval === null) return 'not defined'
  return `${value.toFixed(3)} (${interval.low.toFixed(3)} – ${interval.high.toFixed(3)})`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
