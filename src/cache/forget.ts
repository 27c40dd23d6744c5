import { resolveForget, type ForgetFilter } from '../options/forget-filter.js'
import type { CacheContext } from './cache-context.js'
import { derivePromptKey, deriveScopeKey } from './partition.js'

/** Removes what matches from this domain, or from the one that the filter names; returns how many entries. */
export async function forget(context: CacheContext, filter: ForgetFilter): Promise<number> {
  const { scope, prompt, ...rest } = resolveForget(filter)
  const parts = await context.parts()
  return parts.memory.forget(
    {
      domain: context.options.domain,
      ...rest,
      ...(scope !== undefined && { scopeKey: deriveScopeKey(scope) }),
      ...(prompt !== undefined && { promptKey: derivePromptKey(prompt), prompt }),
    },
    context.options.durability,
  )
}
