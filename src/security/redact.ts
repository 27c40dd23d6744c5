/** What a text is that is about to be stored. */
export type RedactedPart = 'prompt' | 'response' | 'metadata' | 'reason'

/** Returns what may be kept of a text; the same text when there is nothing to take out. Must be repeatable. */
export type Redact = (text: string, part: RedactedPart) => string | Promise<string>

/** What may be kept of `text`. Rejects with what the hook rejects with, and with `TypeError` when it returns no string. */
export async function redactText(redact: Redact | null, text: string, part: RedactedPart): Promise<string> {
  if (!redact) return text
  const kept: unknown = await redact(text, part)
  if (typeof kept === 'string') return kept
  throw new TypeError(`redact must return a string or a promise of one, not ${kept === null ? 'null' : typeof kept}`)
}

/** The same for every string in a JSON value, at any depth; names of members stay. */
export async function redactStrings<T>(redact: Redact | null, value: T, part: RedactedPart): Promise<T> {
  if (!redact) return value
  const walk = async (member: unknown): Promise<unknown> => {
    if (typeof member === 'string') return redactText(redact, member, part)
    if (typeof member !== 'object' || member === null) return member
    if (Array.isArray(member)) return Promise.all(member.map(walk))
    const entries = Object.entries(member).map(async ([name, inner]) => [name, await walk(inner)] as const)
    return Object.fromEntries(await Promise.all(entries))
  }
  return (await walk(value)) as T
}
