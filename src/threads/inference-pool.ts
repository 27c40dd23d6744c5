import type { Difference, PairSide } from '../classifier/classifier.js'
import type { EncodedPrompt, Inference } from '../inference/inference.js'
import type { Link } from './link.js'

/** Several copies of the inference service as one; each call goes to the copy with the fewest calls in flight. */
export class InferencePool implements Omit<Inference, 'open'> {
  readonly #links: readonly Link<Inference>[]
  #next = 0

  constructor(links: readonly Link<Inference>[]) {
    this.#links = links
  }

  /** Waits until every copy is open; rejects with the first failure. */
  async ready(): Promise<void> {
    await Promise.all(this.#links.map((link) => link.ready()))
  }

  encode(prompts: readonly string[]): Promise<readonly EncodedPrompt[]> {
    return this.#leastBusy().encode(prompts)
  }

  score(asked: PairSide, candidates: readonly PairSide[]): Promise<readonly number[]> {
    return this.#leastBusy().score(asked, candidates)
  }

  explain(asked: string, stored: readonly string[]): Promise<readonly (readonly Difference[])[]> {
    return this.#leastBusy().explain(asked, stored)
  }

  async close(): Promise<void> {
    await Promise.all(this.#links.map((link) => link.close()))
  }

  /** Ties go round, so that idle copies stay warm. */
  #leastBusy(): Inference {
    let best = this.#links[this.#next++ % this.#links.length]!
    for (const link of this.#links) if (link.pendingCalls < best.pendingCalls) best = link
    return best.service
  }
}
