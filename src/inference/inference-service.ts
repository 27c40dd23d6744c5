import { join } from 'node:path'
import type { Classifier, Difference, PairSide } from '../classifier/classifier.js'
import { BundledEncoder } from '../encoder/bundled-encoder.js'
import type { Encoder } from '../encoder/encoder.js'
import { fileOf, readModelFolder } from '../model-files/model-folder.js'
import { lexicalVectorOf } from '../text/lexical-vector-of.js'
import { Lexicon } from '../text/lexicon.js'
import type { TokenVectors } from '../text/token-vectors.js'
import { createClassifier } from './create-classifier.js'
import { createEncoder } from './create-encoder.js'
import type { EncodedPrompt, Inference, InferenceReport, InferenceSettings } from './inference.js'
import { inTurn } from '../promises/in-turn.js'

/** Runs encoder and classifier on the thread it lives on. Graph runs take turns; text analysis needs none. */
export class InferenceService implements Inference {
  readonly #inTurn = inTurn()
  #encoder: Encoder | undefined
  #classifier: Classifier | undefined
  #lexicon: Lexicon | undefined

  async open(settings: InferenceSettings): Promise<InferenceReport> {
    const lexiconFolder = await readModelFolder(join(settings.modelsDir, 'lexicon'), ['lexicon'])
    this.#lexicon = Lexicon.decode(fileOf(lexiconFolder, 'lexicon.gz'))
    this.#encoder = settings.encoder ? await createEncoder(settings.encoder, settings.modelsDir) : undefined
    const encoder = this.#encoder ?? settings.customEncoder!
    if (settings.classifier) {
      this.#classifier = await createClassifier(settings.classifier, {
        modelsDir: settings.modelsDir,
        encoder,
        lexicon: this.#lexicon,
        tokenVectors: await this.#tokenVectors(settings),
      })
    }
    return {
      encoder: { id: encoder.id, dimensions: encoder.dimensions },
      classifier: this.#classifier ? { card: this.#classifier.card, needsEmbeddings: this.#classifier.needsEmbeddings } : null,
    }
  }

  async encode(prompts: readonly string[]): Promise<EncodedPrompt[]> {
    const embeddings = this.#encoder ? await this.#inTurn(() => this.#encoder!.embed(prompts)) : undefined
    // Behind the answer, while the memory searches: what was encoded is about to be scored or stored.
    setImmediate(() => this.#prepare(prompts))
    return prompts.map((prompt, index) => ({
      embedding: embeddings?.[index] ?? null,
      lexical: lexicalVectorOf(prompt, this.#lexicon!),
    }))
  }

  score(asked: PairSide, candidates: readonly PairSide[]): Promise<readonly number[]> {
    return this.#inTurn(() => this.#classifier!.score(asked, candidates))
  }

  explain(asked: string, stored: readonly string[]): Promise<readonly (readonly Difference[])[]> {
    return Promise.resolve(stored.map((prompt) => this.#classifier?.explain(asked, prompt) ?? []))
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#encoder?.close?.()
      await this.#classifier?.close?.()
    })
  }

  /** What cannot be prepared fails when it is scored, where somebody is told. */
  #prepare(prompts: readonly string[]): void {
    try {
      this.#classifier?.prepare?.(prompts)
    } catch {}
  }

  /** The pair classifier compares words by the bundled table, whichever encoder retrieves. */
  async #tokenVectors({ modelsDir }: InferenceSettings): Promise<TokenVectors> {
    if (this.#encoder instanceof BundledEncoder) return this.#encoder.tokenVectors
    return BundledEncoder.loadVectors(join(modelsDir, 'encoder'))
  }
}
