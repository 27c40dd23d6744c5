import { ModelFileError } from '../errors/errors.js'
import type { ModelFolder } from '../model-files/model-folder.js'
import type { OnnxSession } from '../onnx/session.js'
import type { Lexicon } from '../text/lexicon.js'
import type { TokenVectors } from '../text/token-vectors.js'
import { AnalysisCache } from './analysis-cache.js'
import type { Classifier, Difference, PairSide } from './classifier.js'
import type { ModelCard } from '../model-files/model-card.js'
import { openMatcher } from './open-matcher.js'
import { alignPair } from './pair-alignment.js'
import { findDifferences } from './pair-differences.js'
import { FEATURE_NAMES, FEATURES_HASH, writeFeatures } from './pair-features.js'
import type { PairMatcher } from './pair-matcher.js'

/** The bundled kind: reads the two prompts itself, names what differs between them, and lets a graph weigh it. */
export class PairClassifier implements Classifier {
  readonly kind = 'pair'
  readonly needsEmbeddings = false
  readonly card: ModelCard
  readonly #session: OnnxSession
  readonly #lexicon: Lexicon
  readonly #analyses: AnalysisCache
  /** Null when the graph decides by the features alone. */
  readonly #matcher: PairMatcher | null

  /** Throws `ModelFileError` when the graph was trained on other features than this release computes. */
  constructor(folder: ModelFolder, session: OnnxSession, lexicon: Lexicon, vectors: TokenVectors | undefined) {
    const { card, path } = folder
    if (card.featureHash !== FEATURES_HASH) {
      throw new ModelFileError({
        path,
        problem: `it was trained on the features ${card.featureHash ?? '(none named)'}, this release computes ${FEATURES_HASH}`,
        remedy: 'Train it again with this release, or use the release it was trained with',
      })
    }
    if (!session.inputNames.includes('features') || !session.outputNames.includes('probability')) {
      throw new ModelFileError({
        path,
        problem: 'its graph has no input `features` and output `probability`',
        remedy: 'Train it again with train-classifier',
      })
    }
    this.#matcher = openMatcher(folder, session)
    this.card = card
    this.#session = session
    this.#lexicon = lexicon
    this.#analyses = new AnalysisCache(lexicon, vectors ?? null)
  }

  async score(asked: PairSide, candidates: readonly PairSide[]): Promise<number[]> {
    if (candidates.length === 0) return []
    const pairs = candidates.map((candidate) => this.#align(asked.prompt, candidate.prompt))
    const width = FEATURE_NAMES.length
    const features = new Float32Array(pairs.length * width)
    pairs.forEach((pair, row) => writeFeatures(pair, features, row * width))
    const { probability } = await this.#session.run({
      features: { data: features, dims: [pairs.length, width] },
      ...this.#matcher?.inputs(pairs),
    })
    return [...(probability!.data as Float32Array)]
  }

  prepare(prompts: readonly string[]): void {
    // One is about to be looked up; many are being imported, and must not push out what is in use.
    for (const prompt of prompts) if (prompts.length === 1 || this.#analyses.hasRoom) this.#analyses.of(prompt)
  }

  explain(asked: string, stored: string): readonly Difference[] {
    return findDifferences(this.#align(asked, stored), stored)
  }

  async close(): Promise<void> {
    await this.#session.close()
  }

  #align(asked: string, stored: string) {
    return alignPair(this.#analyses.of(asked), this.#analyses.of(stored), this.#lexicon)
  }
}
