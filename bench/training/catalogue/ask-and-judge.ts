import { ClassifierConfig, type GetOrCallResult, SmartMemo } from '../../../src/index.js'
import type { Random } from '../../../src/random/seeded-random.js'
import { cataloguePrompt } from './catalogue.js'

/** Share of hits that a user judges, and of near misses that somebody looks through later. */
const VERDICT_SHARE = 0.5
const REVIEW_SHARE = 0.3

export interface AskedAndJudged {
  /** Meaning by prompt, of everything that was asked. */
  readonly asked: ReadonlyMap<string, string>
  readonly semanticHits: number
  readonly wrongHits: number
  readonly goodVerdicts: number
  readonly badVerdicts: number
  readonly exportedPairs: number
}

/** Users ask a cache with this classifier and judge what they get; their verdicts are exported to a file. */
export async function askAndJudge(
  { dbPath, classifier, feedback }: { readonly dbPath: string; readonly classifier: string; readonly feedback: string },
  lookups: number,
  random: Random,
): Promise<AskedAndJudged> {
  const asked = new Map<string, string>()
  const counts = { semanticHits: 0, wrongHits: 0, goodVerdicts: 0, badVerdicts: 0 }
  await using cache = new SmartMemo({ domain: 'catalogue', dbPath, classifier: ClassifierConfig.fromFile(classifier) })
  for (let count = 0; count < lookups; count++) {
    const { text, key } = cataloguePrompt('known', random)
    asked.set(text, key)
    const result = await cache.getOrCall({ prompt: text, llmFunction: () => key })
    if (result.tier === 'semantic') counts.semanticHits++
    if (result.tier === 'semantic' && result.response !== key) counts.wrongHits++
    const share = result.wasCacheHit ? VERDICT_SHARE : REVIEW_SHARE
    if (result.tier === 'exact' || result.entryId === null || random.share() >= share) continue
    const matched = result.wasCacheHit ? result.response : asked.get(await nearMissOf(cache, result))
    if (matched === undefined) continue
    if (matched === key) await cache.reportGoodHit(result.queryId)
    else await cache.reportBadHit(result.queryId)
    counts[matched === key ? 'goodVerdicts' : 'badVerdicts']++
  }
  return { asked, ...counts, exportedPairs: await cache.exportFeedbackPairs(feedback) }
}

/** The stored prompt that a miss nearly reused. */
async function nearMissOf(cache: SmartMemo, { queryId, entryId }: GetOrCallResult): Promise<string> {
  const trace = await cache.explain(queryId)
  return trace?.candidates.find((candidate) => candidate.entryId === entryId)?.prompt ?? ''
}
