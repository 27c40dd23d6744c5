/** How much the latest lookup counts. */
const LATEST_SHARE = 1 / 16

/** Keeps how often the exact tier answered of late, so that a cache can tell whether encoding ahead of its answer pays. */
export class ExactHits {
  #share = 1

  /** Whether most lookups of late had to be encoded; not before some have. */
  get areRare(): boolean {
    return this.#share < 0.5
  }

  note(isExactHit: boolean): void {
    this.#share += LATEST_SHARE * (Number(isExactHit) - this.#share)
  }
}
