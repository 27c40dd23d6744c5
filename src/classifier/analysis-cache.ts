import { analyzePrompt } from '../text/analyze-prompt.js'
import type { Lexicon } from '../text/lexicon.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import type { TokenVectors } from '../text/token-vectors.js'

/** Words kept in all: 10,000 prompts of ten words, 6 kB each. */
const MAX_WORDS = 100_000

/** Remembers the analyses of the prompts used last: a stored prompt comes back as a candidate again and again. */
export class AnalysisCache {
  readonly #lexicon: Lexicon
  readonly #vectors: TokenVectors | null
  readonly #maxWords: number
  readonly #analyses = new Map<string, PromptAnalysis>()
  #words = 0

  constructor(lexicon: Lexicon, vectors: TokenVectors | null, maxWords = MAX_WORDS) {
    this.#lexicon = lexicon
    this.#vectors = vectors
    this.#maxWords = maxWords
  }

  /** Whether another one can be kept without forgetting any. */
  get hasRoom(): boolean {
    return this.#words < this.#maxWords
  }

  of(prompt: string): PromptAnalysis {
    const known = this.#analyses.get(prompt)
    const analysis = known ?? analyzePrompt(prompt, this.#lexicon, this.#vectors)
    if (known !== undefined) this.#analyses.delete(prompt)
    else this.#words += costOf(analysis)
    this.#analyses.set(prompt, analysis)
    if (this.#words > this.#maxWords) this.#forgetOldest()
    return analysis
  }

  #forgetOldest(): void {
    for (const [prompt, analysis] of this.#analyses) {
      if (this.#words <= this.#maxWords) return
      this.#analyses.delete(prompt)
      this.#words -= costOf(analysis)
    }
  }
}

function costOf({ texts }: PromptAnalysis): number {
  return Math.max(1, texts.length)
}
