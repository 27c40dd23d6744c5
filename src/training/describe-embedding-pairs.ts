import type { Encoder } from '../encoder/encoder.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import type { FeatureRows } from './feature-rows.js'

/** Prompts embedded between two reports of progress. */
const BATCH = 256

/** `[a, b, |a − b|, a ∘ b]` of two embeddings, worked out from the embeddings each time: a quarter of the memory. */
export class EmbeddingRows implements FeatureRows {
  readonly isSymmetric = false
  readonly width: number
  readonly count: number
  readonly #embeddings: readonly Float32Array[]
  readonly #left: Uint32Array
  readonly #right: Uint32Array

  /** Row i is about the embeddings `left[i]` and `right[i]`. */
  constructor(embeddings: readonly Float32Array[], left: Uint32Array, right: Uint32Array) {
    this.#embeddings = embeddings
    this.#left = left
    this.#right = right
    this.count = left.length
    this.width = 4 * (embeddings[0]?.length ?? 0)
  }

  write(row: number, target: Float32Array, offset: number, isSwapped: boolean): void {
    const [first, second] = isSwapped ? [this.#right, this.#left] : [this.#left, this.#right]
    const a = this.#embeddings[first[row]!]!
    const b = this.#embeddings[second[row]!]!
    const { length } = a
    for (let d = 0; d < length; d++) {
      target[offset + d] = a[d]!
      target[offset + length + d] = b[d]!
      target[offset + 2 * length + d] = Math.abs(a[d]! - b[d]!)
      target[offset + 3 * length + d] = a[d]! * b[d]!
    }
  }
}

/** Embeds every prompt once and describes the pairs by their embeddings; `onPrompt` hears how many are done. */
export async function describeEmbeddingPairs(
  pairs: readonly LabelledPair[],
  encoder: Pick<Encoder, 'embed'>,
  onPrompt: (done: number, total: number) => Promise<void>,
): Promise<EmbeddingRows> {
  const numbers = new Map<string, number>()
  const numberOf = (prompt: string): number => {
    const text = prompt.trim()
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, numbers.size)
    return numbers.size - 1
  }
  const left = Uint32Array.from(pairs, ({ promptA }) => numberOf(promptA))
  const right = Uint32Array.from(pairs, ({ promptB }) => numberOf(promptB))
  const prompts = [...numbers.keys()]
  const embeddings: Float32Array[] = []
  for (let start = 0; start < prompts.length; start += BATCH) {
    embeddings.push(...(await encoder.embed(prompts.slice(start, start + BATCH))))
    await onPrompt(embeddings.length, prompts.length)
  }
  return new EmbeddingRows(embeddings, left, right)
}
