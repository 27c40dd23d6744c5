/** How a near-miss differs from the group it resembles. */
export type Danger =
  | 'opposite action'
  | 'negation'
  | 'number'
  | 'dose'
  | 'date'
  | 'name'
  | 'account'
  | 'place'
  | 'order'
  | 'unit'
  | 'scope'
  | 'condition'
  | 'status'
  | 'version'
  | 'topic'

/** Prompts that one response serves. Prompts of two different groups must never share a response. */
export interface MeaningGroup {
  /** Unique within its domain. */
  readonly name: string
  readonly prompts: readonly string[]
  /** Name of the group in the same domain that this one is easily confused with. */
  readonly trapOf?: string
  /** What tells the two apart; set together with `trapOf`. */
  readonly danger?: Danger
}
