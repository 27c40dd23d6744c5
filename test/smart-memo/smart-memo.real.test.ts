import { describeScenarios } from './scenarios.js'

describeScenarios(0)
describeScenarios(1)
