import type { Judgements } from './measure.js'

/** Collects what a way of deciding says, pair by pair: two numbers a pair are all that is held. */
export class JudgementLog implements Judgements {
  readonly positives: number[] = []
  readonly negatives: number[] = []
  readonly latenciesMs: number[] = []

  add(label: 0 | 1, score: number, latencyMs: number): void {
    ;(label === 1 ? this.positives : this.negatives).push(score)
    this.latenciesMs.push(latencyMs)
  }
}
