import { AnalysisCache } from '../classifier/analysis-cache.js'
import { openMatcher } from '../classifier/open-matcher.js'
import { alignPair } from '../classifier/pair-alignment.js'
import { FEATURE_NAMES, writeFeatures } from '../classifier/pair-features.js'
import type { PairMatcher } from '../classifier/pair-matcher.js'
import type { ModelFolder } from '../model-files/model-folder.js'
import { createOnnxSession, type OnnxSession } from '../onnx/session.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import type { PromptReader } from '../training/describe-prompt-pairs.js'
import { MatrixRows } from '../training/feature-rows.js'
import { logitOf } from '../training/loss.js'

/** Pairs scored at a time; more would be padded to longer prompts. */
const BATCH = 32

/** The graph that a head corrects. It describes pairs and scores them at once, so that every prompt is analysed once for both. */
export class PairBase {
  readonly #session: OnnxSession
  readonly #matcher: PairMatcher | null
  readonly #reader: PromptReader

  private constructor(session: OnnxSession, matcher: PairMatcher | null, reader: PromptReader) {
    this.#session = session
    this.#matcher = matcher
    this.#reader = reader
  }

  /** `graph` reads what the folder's own graph reads; throws `ModelFileError`. */
  static async open(folder: ModelFolder, graph: Uint8Array, reader: PromptReader): Promise<PairBase> {
    const session = await createOnnxSession(graph)
    return new PairBase(session, openMatcher(folder, session), reader)
  }

  /** Features and logits of pairs, in their order; `onDone` hears how many are done. */
  async describe(
    pairs: readonly LabelledPair[],
    onDone: (done: number, total: number) => Promise<void>,
  ): Promise<{ readonly rows: MatrixRows; readonly logits: Float32Array }> {
    const { lexicon, vectors } = this.#reader
    const analyses = new AnalysisCache(lexicon, vectors)
    const width = FEATURE_NAMES.length
    const values = new Float32Array(pairs.length * width)
    const logits = new Float32Array(pairs.length)
    for (let start = 0; start < pairs.length; start += BATCH) {
      const aligned = pairs
        .slice(start, start + BATCH)
        .map(({ promptA, promptB }) => alignPair(analyses.of(promptA), analyses.of(promptB), lexicon))
      aligned.forEach((pair, row) => writeFeatures(pair, values, (start + row) * width))
      const data = values.subarray(start * width, (start + aligned.length) * width)
      const { probability } = await this.#session.run({
        features: { data, dims: [aligned.length, width] },
        ...this.#matcher?.inputs(aligned),
      })
      logits.set((probability!.data as Float32Array).map(logitOf), start)
      await onDone(start + aligned.length, pairs.length)
    }
    return { rows: new MatrixRows(values, width), logits }
  }

  close(): Promise<void> {
    return this.#session.close()
  }
}
