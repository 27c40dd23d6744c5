import type { ResolvedOptions } from '../options/resolve-options.js'
import { redactText } from '../security/redact.js'
import { redactedPartition } from './partition.js'
import type { PendingQuery } from './query.js'

/** Stands for a prompt of which nothing was left. */
const NOTHING_LEFT = '[redacted]'

/**
 * Puts what may be kept of a prompt in its place. What was taken out can no longer be compared, so a prompt that the hook
 * changed is answered by the very same prompt alone: it moves to a partition of such prompts, which no search looks into.
 * Its key stays that of the prompt as asked. Rejects as the hook does.
 */
export async function redactQuery({ redact }: Pick<ResolvedOptions, 'redact'>, query: PendingQuery): Promise<PendingQuery> {
  const prompt = (await redactText(redact, query.prompt, 'prompt')).trim() || NOTHING_LEFT
  if (prompt === query.prompt) return query
  const ref = { ...query.ref, partition: redactedPartition(query.ref.partition) }
  return { ...query, ref, prompt, isExactOnly: true }
}
