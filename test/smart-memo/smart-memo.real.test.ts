import { describeScenarios } from './scenarios.js'
import { describeTrouble } from './trouble-scenarios.js'

for (const threads of [0, 1]) {
  describeScenarios(threads)
  describeTrouble(threads)
}
