/** Two prompts and whether one response serves both. */
export interface LabelledPair {
  readonly promptA: string
  readonly promptB: string
  /** 1 equivalent, 0 not. */
  readonly label: 0 | 1
  readonly domain?: string
  readonly source?: string
  /** Absent: the pair belongs to every split. */
  readonly split?: string
}
