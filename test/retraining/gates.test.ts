import { describe, expect, it } from 'vitest'
import { measure } from '../../src/evaluation/measure.js'
import { wilsonInterval } from '../../src/evaluation/wilson-interval.js'
import { judgeGates, type GateInput, type GateLimits, type ValidationFigures } from '../../src/retraining/gates.js'
import type { FeedbackPlausibility } from '../../src/retraining/implausible-feedback.js'

function figures(right: number, wrong: number, missed = 10): ValidationFigures {
  const scores = (count: number, score: number) => Array.from({ length: count }, () => score)
  const positives = [...scores(right, 1), ...scores(missed, 0)]
  const metrics = measure({ positives, negatives: [...scores(wrong, 1), ...scores(50, 0)], latenciesMs: [] }, 0.5)
  return {
    ...metrics,
    precisionInterval: wilsonInterval(right, right + wrong),
    recallInterval: wilsonInterval(right, right + missed),
  }
}

function plausibility(sameDespiteDifference: number): FeedbackPlausibility {
  return { same: 30, sameDespiteDifference, different: 30, differentWithDifference: 10, examples: [] }
}

const limits: GateLimits = { minPrecision: 0.9, minRecall: 0.5, minFeedback: 20 }
const good: GateInput = {
  independentVerdicts: 40,
  plausibility: plausibility(3),
  candidate: { validation: figures(90, 2), safety: { traps: 400, falseHits: 1, falseHitsByKind: {} } },
  active: { validation: figures(80, 8), safety: { traps: 400, falseHits: 2, falseHitsByKind: {} } },
}

describe('judgeGates', () => {
  it('passes a candidate that is better in everything', () => {
    expect(judgeGates(good, limits).filter(({ passed }) => !passed)).toEqual([])
  })

  it('passes a candidate that is as good in everything', () => {
    const same = { ...good, candidate: good.active }
    expect(judgeGates(same, limits).filter(({ passed }) => !passed)).toEqual([])
  })

  it.each<[string, Partial<GateInput>]>([
    ['enough-feedback', { independentVerdicts: 19 }],
    ['plausible-feedback', { plausibility: plausibility(20) }],
    [
      'min-precision',
      { candidate: { ...good.candidate, validation: figures(90, 11) }, active: { ...good.active, validation: figures(80, 20) } },
    ],
    [
      'min-recall',
      {
        candidate: { ...good.candidate, validation: figures(40, 0, 60) },
        active: { ...good.active, validation: figures(30, 8, 70) },
      },
    ],
    ['precision-not-worse', { active: { ...good.active, validation: figures(80, 0) } }],
    ['recall-not-worse', { active: { ...good.active, validation: figures(95, 8) } }],
    ['safety-not-worse', { candidate: { ...good.candidate, safety: { traps: 400, falseHits: 3, falseHitsByKind: {} } } }],
  ])('%s stops a candidate on its own', (name, changes) => {
    expect(
      judgeGates({ ...good, ...changes }, limits)
        .filter(({ passed }) => !passed)
        .map((gate) => gate.name),
    ).toEqual([name])
  })

  it('takes a candidate that never hits for one without precision', () => {
    const silent = { ...good, candidate: { ...good.candidate, validation: figures(0, 0, 90) } }
    expect(
      judgeGates(silent, limits)
        .filter(({ passed }) => !passed)
        .map(({ name }) => name),
    ).toContain('min-precision')
  })
})
