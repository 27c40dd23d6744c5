import { analyzePrompt } from '../text/analyze-prompt.js'
import type { Lexicon } from '../text/lexicon.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import type { TokenVectors } from '../text/token-vectors.js'

/** Analyses kept; 3 to 10 kB each, so about 20 MB at most. */
const MAX_ANALYSES = 4000

/** Remembers the analyses of the prompts used last: a stored prompt comes back as a candidate again and again. */
export class AnalysisCache {
  readonly #lexicon: Lexicon
  readonly #vectors: TokenVectors | null
  readonly #maxAnalyses: number
  readonly #analyses = new Map<string, PromptAnalysis>()

  constructor(lexicon: Lexicon, vectors: TokenVectors | null, maxAnalyses = MAX_ANALYSES) {
    this.#lexicon = lexicon
    this.#vectors = vectors
    this.#maxAnalyses = maxAnalyses
  }

  of(prompt: string): PromptAnalysis {
    const known = this.#analyses.get(prompt)
    const analysis = known ?? analyzePrompt(prompt, this.#lexicon, this.#vectors)
    if (known !== undefined) this.#analyses.delete(prompt)
    this.#analyses.set(prompt, analysis)
    if (this.#analyses.size > this.#maxAnalyses) this.#analyses.delete(this.#analyses.keys().next().value!)
    return analysis
  }
}
