import type { FileVersion, Resumable } from './partial-file.js'

const REDIRECTS = [301, 302, 303, 307, 308]
/** Hugging Face needs two: a renamed repository, then its file storage. */
const MAX_REDIRECTS = 5
const SHA256 = /^"?([0-9a-f]{64})"?$/

/** A server's answer, after redirects. */
export interface RemoteFile extends FileVersion {
  readonly response: Response
  /** The commit that a branch or tag stands for, where the server says. */
  readonly commit: string | undefined
}

/**
 * Asks for a file, or for what `part` lacks of it. The server that the user named describes the file in its redirect, so
 * redirects are followed one by one. Rejects with what `fetch` rejects with, and with `Error` for a redirect that is refused.
 */
export async function requestFile(url: URL, part: Resumable | null, signal: AbortSignal): Promise<RemoteFile> {
  let wanted = part
  let sha256: string | undefined
  let commit: string | undefined
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await fetch(url, { headers: headersFor(wanted), redirect: 'manual', signal })
    const { headers } = response
    commit ??= headers.get('x-repo-commit') ?? undefined
    sha256 ??= SHA256.exec(headers.get('x-linked-etag') ?? '')?.[1]
    if (sha256 !== undefined && wanted?.sha256 !== sha256) wanted = null
    const location = REDIRECTS.includes(response.status) ? headers.get('location') : null
    if (location === null) return { response, commit, sha256, validator: validatorOf(headers) }
    await response.body?.cancel()
    url = nextUrl(url, location)
  }
  throw new Error(`more than ${MAX_REDIRECTS} redirects`)
}

/** Compressed bytes could neither be counted nor resumed. */
function headersFor(part: Resumable | null): Record<string, string> {
  const headers = { 'accept-encoding': 'identity', 'user-agent': 'smartmemo' }
  if (!part) return headers
  const range = { ...headers, range: `bytes=${part.bytes}-` }
  // A file known by its hash is checked as a whole; storage behind a redirect may change its validators at any time.
  return part.sha256 === undefined && part.validator !== undefined ? { ...range, 'if-range': part.validator } : range
}

function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get('etag')
  return (etag?.startsWith('W/') ? null : etag) ?? headers.get('last-modified') ?? undefined
}

function nextUrl(from: URL, location: string): URL {
  const next = new URL(location, from)
  if (from.protocol === 'https:' && next.protocol !== 'https:')
    throw new Error(`a redirect from https to ${next.protocol}//${next.host}`)
  return next
}
