import type { Difference, PairSide } from '../classifier/classifier.js'
import type { EncodedPrompt, Inference } from '../inference/inference.js'
import type { Link } from './link.js'

/** Prompts in flight at a time; a prompt that is forgotten is prepared twice. */
const MAX_REMEMBERED = 256

/**
 * Several copies of the inference service as one; each call goes to the copy with the fewest calls in flight. Among those, a
 * prompt is scored by the copy that encoded it, which has prepared it meanwhile.
 */
export class InferencePool implements Omit<Inference, 'open'> {
  readonly #links: readonly Link<Inference>[]
  /** Who encoded a prompt that may be scored next. */
  readonly #encodedBy = new Map<string, Link<Inference>>()
  #next = 0

  constructor(links: readonly Link<Inference>[]) {
    this.#links = links
  }

  /** Waits until every copy is open; rejects with the first failure. */
  async ready(): Promise<void> {
    await Promise.all(this.#links.map((link) => link.ready()))
  }

  encode(prompts: readonly string[]): Promise<readonly EncodedPrompt[]> {
    const link = this.#leastBusy()
    if (prompts.length === 1 && this.#links.length > 1) this.#remember(prompts[0]!, link)
    return link.service.encode(prompts)
  }

  score(asked: PairSide, candidates: readonly PairSide[]): Promise<readonly number[]> {
    const least = this.#leastBusy()
    const known = this.#encodedBy.get(asked.prompt)
    return (known && known.pendingCalls <= least.pendingCalls ? known : least).service.score(asked, candidates)
  }

  explain(asked: string, stored: readonly string[]): Promise<readonly (readonly Difference[])[]> {
    return this.#leastBusy().service.explain(asked, stored)
  }

  async close(): Promise<void> {
    await Promise.all(this.#links.map((link) => link.close()))
  }

  /** Ties go round, so that idle copies stay warm. */
  #leastBusy(): Link<Inference> {
    let best = this.#links[this.#next++ % this.#links.length]!
    for (const link of this.#links) if (link.pendingCalls < best.pendingCalls) best = link
    return best
  }

  #remember(prompt: string, link: Link<Inference>): void {
    this.#encodedBy.set(prompt, link)
    if (this.#encodedBy.size > MAX_REMEMBERED) this.#encodedBy.delete(this.#encodedBy.keys().next().value!)
  }
}
