import type { RememberRequest } from '../options/request.js'
import { validateRemember } from '../options/validate-request.js'
import type { CacheContext } from './cache-context.js'
import { importEntries, type EntrySource } from './import-entries.js'
import { putRequestOf } from './put-request-of.js'
import { queryOf } from './query.js'
import { redactQuery } from './redact-query.js'

/** Stores a prompt with its response; returns the entry's id. */
export async function remember(context: CacheContext, request: RememberRequest): Promise<number> {
  validateRemember(request)
  const parts = await context.parts()
  const query = await redactQuery(context.options, queryOf(context, request, request.prompt.trim()))
  const put = await putRequestOf(context.options, parts, query, request, request.response, null, query.nowMs)
  return (await parts.memory.put(put)).entryId
}

/** Stores many; returns how many. See `SmartMemo.importPairs`. */
export async function importPairs(context: CacheContext, source: EntrySource): Promise<number> {
  return importEntries(source, async (requests) => {
    const parts = await context.parts()
    const pending = requests.map((request) => queryOf(context, request, request.prompt.trim()))
    const queries = await Promise.all(pending.map((query) => redactQuery(context.options, query)))
    const encodings = await parts.encode(queries.map((query) => query.prompt))
    const puts = await Promise.all(
      requests.map((request, index) => {
        const query = queries[index]!
        return putRequestOf(context.options, parts, query, request, request.response, encodings[index]!, query.nowMs)
      }),
    )
    // Sent together, so that they share a commit to disk; the memory takes them in this order.
    await Promise.all(puts.map((put) => parts.memory.put(put)))
  })
}
