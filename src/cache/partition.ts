import { createHash } from 'node:crypto'
import type { JsonValue } from '../store/entry.js'
import type { PartitionRef } from '../memory/memory.js'

/** Hexadecimal digits kept of a hash: 160 bits. */
const HASH_LENGTH = 40

/** What separates entries that must never meet. */
export interface PartitionParts {
  readonly domain: string
  /** Tenant, user or thread. */
  readonly scope?: string | undefined
  readonly model?: string | undefined
  /** System prompt, earlier turns, tools, format. */
  readonly context?: JsonValue | undefined
  /** Sampling parameters and anything else that changes the response. */
  readonly params?: JsonValue | undefined
}

/**
 * Derives the partition: a SHA-256 over every part, each with its name and length, so that no two different
 * sets of parts share a key. An absent part and an empty one are different.
 */
export function derivePartition(parts: PartitionParts): PartitionRef {
  const hash = createHash('sha256')
  for (const [name, value] of [
    ['domain', parts.domain],
    ['scope', parts.scope],
    ['model', parts.model],
    ['context', parts.context],
    ['params', parts.params],
  ] as const) {
    const text = value === undefined ? '' : canonicalJson(value)
    hash.update(`${name}:${value === undefined ? 'absent' : text.length}:${text};`)
  }
  return {
    domain: parts.domain,
    partition: hash.digest('hex').slice(0, HASH_LENGTH),
    scopeKey: parts.scope === undefined ? null : deriveScopeKey(parts.scope),
  }
}

/** The partition beside `partition` for prompts of which something was taken out. */
export function redactedPartition(partition: string): string {
  return hashText(`redacted:${partition}`)
}

/** Hashes a scope, so that tenant and user names are not stored. */
export function deriveScopeKey(scope: string): string {
  return hashText(`scope:${scope}`)
}

/** Hashes a prompt after {@link normalizeForExactMatch}. */
export function derivePromptKey(prompt: string): string {
  return hashText(normalizeForExactMatch(prompt))
}

/**
 * Makes prompts equal that differ only in what cannot carry meaning: Unicode composition, line ends, outer white
 * space, and runs of spaces where there is only one line (in several lines they may be code).
 */
export function normalizeForExactMatch(prompt: string): string {
  const text = prompt.normalize('NFC').replaceAll('\r\n', '\n').trim()
  return text.includes('\n') ? text : text.replaceAll(/[ \t]+/g, ' ')
}

/** JSON with sorted keys; `undefined` members are left out as `JSON.stringify` does. */
export function canonicalJson(value: JsonValue): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : member,
  )
}

/** Over UTF-16: in UTF-8 all halves of surrogate pairs look the same. */
function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('hex').slice(0, HASH_LENGTH)
}
