import type { Classifier } from '../classifier/classifier.js'
import type { Encoder } from '../encoder/encoder.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'

/** Pairs scored between two reports of progress. */
const BATCH = 128

/** Scores pairs as the cache would, prompt A as asked and B as stored; `encoder` for classifiers that need embeddings. */
export async function scorePairsWith(
  pairs: readonly LabelledPair[],
  classifier: Pick<Classifier, 'score' | 'needsEmbeddings'>,
  encoder: Pick<Encoder, 'embed'> | null,
  onPair: (done: number, total: number) => Promise<void>,
): Promise<Float32Array> {
  const scores = new Float32Array(pairs.length)
  for (let start = 0; start < pairs.length; start += BATCH) {
    const batch = pairs.slice(start, start + BATCH)
    const prompts = batch.flatMap(({ promptA, promptB }) => [promptA, promptB])
    const embeddings = classifier.needsEmbeddings && encoder ? await encoder.embed(prompts) : null
    const sideOf = (at: number) => ({ prompt: prompts[at]!, ...(embeddings && { embedding: embeddings[at]! }) })
    for (let at = 0; at < batch.length; at++) {
      const [score] = await classifier.score(sideOf(2 * at), [sideOf(2 * at + 1)])
      scores[start + at] = score!
    }
    await onPair(Math.min(start + BATCH, pairs.length), pairs.length)
  }
  return scores
}
