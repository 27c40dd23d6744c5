/** Takes the features of a pair one after another. Every pair adds the same names in the same order. */
export interface FeatureSink {
  add(name: string, value: number): void
  /** Adds the smaller and the larger of two sides' values: symmetric, and no side is lost. */
  addBoth(name: string, x: number, y: number): void
}

/** Writes features to a row of the classifier's input, by their order alone. */
export class FeatureRow implements FeatureSink {
  readonly #target: Float32Array
  #at: number

  /** `target` is the caller's; the row starts at `offset`. */
  constructor(target: Float32Array, offset: number) {
    this.#target = target
    this.#at = offset
  }

  add(_name: string, value: number): void {
    this.#target[this.#at++] = value
  }

  addBoth(_name: string, x: number, y: number): void {
    this.#target[this.#at++] = Math.min(x, y)
    this.#target[this.#at++] = Math.max(x, y)
  }
}

/** Keeps features by name, in the order in which they come. */
export class NamedFeatures implements FeatureSink {
  readonly values: Record<string, number> = {}

  add(name: string, value: number): void {
    this.values[name] = value
  }

  addBoth(name: string, x: number, y: number): void {
    this.add(`${name}Min`, Math.min(x, y))
    this.add(`${name}Max`, Math.max(x, y))
  }
}
