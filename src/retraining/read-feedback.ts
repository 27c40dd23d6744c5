import * as v from 'valibot'
import { InvalidLineError } from '../errors/errors.js'
import { readJsonLines } from '../files/json-lines.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import { parsePair } from '../pairs/parse-pair.js'
import { splitKeyOf } from '../pairs/prompt-groups.js'

/** A verdict of a user on two prompts. */
export interface FeedbackVerdict extends LabelledPair {
  /** Concluded from a prompt that was asked again, not said by anybody. */
  readonly isImplicit: boolean
}

const schema = v.object({ metadata: v.optional(v.object({ verdict_source: v.optional(v.string()) })) })

/**
 * Reads what `export-feedback` writes (other pairs do too); throws `InvalidLineError` or `FileAccessError`. Pairs of the same
 * words are left out: a cache reuses those without a classifier, so a verdict on them says nothing about it.
 */
export async function readFeedback(path: string, domain: string | null): Promise<FeedbackVerdict[]> {
  const verdicts: FeedbackVerdict[] = []
  for await (const { value, line } of readJsonLines(path)) {
    const pair = parsePair(value)
    if (typeof pair === 'string') throw new InvalidLineError({ path, line, reason: pair })
    if (domain !== null && pair.domain !== domain) continue
    if (splitKeyOf(pair.promptA) === splitKeyOf(pair.promptB)) continue
    const extra = v.safeParse(schema, value)
    const source = extra.success ? extra.output.metadata?.verdict_source : undefined
    verdicts.push({ ...pair, isImplicit: source === 'implicit' })
  }
  return verdicts
}
