import { expect, it } from 'vitest'
import { adviceOn } from '../../../src/cli/training/format-retraining.js'
import type { RetrainReport } from '../../../src/retraining/retrain-report.js'

const feedback = (equivalent: number) => ({ equivalent, different: 30 }) as RetrainReport['feedback']

it('adviceOn asks for good verdicts where a candidate was refused and there were complaints alone', () => {
  expect(adviceOn({ isAccepted: false, feedback: feedback(0) })).toContain('reportGoodHit')
  expect(adviceOn({ isAccepted: false, feedback: feedback(1) })).toBeNull()
  expect(adviceOn({ isAccepted: true, feedback: feedback(0) })).toBeNull()
})
