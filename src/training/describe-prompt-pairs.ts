import { AnalysisCache } from '../classifier/analysis-cache.js'
import { alignPair } from '../classifier/pair-alignment.js'
import { FEATURE_NAMES, writeFeatures } from '../classifier/pair-features.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import type { Lexicon } from '../text/lexicon.js'
import type { TokenVectors } from '../text/token-vectors.js'
import { MatrixRows } from './feature-rows.js'

/** Pairs described between two reports of progress. */
const BATCH = 128

/** What the pair classifier reads prompts with. */
export interface PromptReader {
  readonly lexicon: Lexicon
  readonly vectors: TokenVectors | null
}

/** Describes pairs by the features of the pair classifier; `onPair` hears how many are done. */
export async function describePromptPairs(
  pairs: readonly LabelledPair[],
  { lexicon, vectors }: PromptReader,
  onPair: (done: number, total: number) => Promise<void>,
): Promise<MatrixRows> {
  const analyses = new AnalysisCache(lexicon, vectors)
  const width = FEATURE_NAMES.length
  const values = new Float32Array(pairs.length * width)
  for (const [row, { promptA, promptB }] of pairs.entries()) {
    writeFeatures(alignPair(analyses.of(promptA), analyses.of(promptB), lexicon), values, row * width)
    if ((row + 1) % BATCH === 0 || row + 1 === pairs.length) await onPair(row + 1, pairs.length)
  }
  return new MatrixRows(values, width)
}
