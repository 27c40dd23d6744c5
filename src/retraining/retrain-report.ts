import type { ModelCard } from '../model-files/model-card.js'
import type { EpochLosses } from '../training/fit-network.js'
import type { BoostChoice } from './choose-boost.js'
import type { Gate, SafetyFigures, ValidationFigures } from './gates.js'
import type { FeedbackPlausibility } from './implausible-feedback.js'

/** `report.json`. */
export interface RetrainReport {
  readonly formatVersion: 1
  readonly candidate: ModelCard
  readonly active: ModelCard
  readonly feedback: {
    readonly verdicts: number
    readonly equivalent: number
    readonly different: number
    readonly independent: number
    /** Left out because one of their prompts stands in the validation data. */
    readonly heldBack: number
    /** Pairs concluded from the verdicts, and verdicts that contradict what follows from others. */
    readonly derived: number
    readonly contradictions: number
    readonly plausibility: FeedbackPlausibility
  }
  readonly seedPairs: number
  /** Pairs gone over again so that nothing is forgotten. */
  readonly replay: { readonly shipped: number; readonly generated: number }
  readonly training: { readonly history: readonly EpochLosses[]; readonly bestEpoch: number; readonly boost: BoostChoice }
  readonly validation: { readonly candidate: ValidationFigures; readonly active: ValidationFigures }
  readonly safety: { readonly candidate: SafetyFigures; readonly active: SafetyFigures }
  readonly gates: readonly Gate[]
  readonly isAccepted: boolean
  /** Folder that the candidate was promoted to; null when it was not. */
  readonly promotedTo: string | null
}
