import { ModelDownloadError } from '../../errors/errors.js'

const OTHER_WAYS =
  'download the files where there is a network and set localPath to their folder, or name a mirror with remoteHost'

/** The error for an HTTP status other than success, with what to do about it. */
export function statusError(url: URL, status: number): ModelDownloadError {
  if (status === 404) {
    const remedy = `Check model, revision and precision, or ${OTHER_WAYS}`
    return new ModelDownloadError({ url: url.href, status, reason: 'the server has no such file (404)', remedy })
  }
  if (status === 401 || status === 403) {
    const remedy =
      'Check the name of the model; if it is private, download its files with the tools of that server and set localPath'
    return new ModelDownloadError({ url: url.href, status, reason: `the server denies access (${status})`, remedy })
  }
  const remedy = `Try again later, or ${OTHER_WAYS}`
  return new ModelDownloadError({ url: url.href, status, reason: `the server answered ${status}`, remedy })
}

/** The error for a connection that failed or broke off. */
export function networkError(url: URL, error: unknown): ModelDownloadError {
  const details = { url: url.href, reason: reasonOf(error), remedy: `Check the network and try again, ${OTHER_WAYS}` }
  return new ModelDownloadError(details, { cause: error })
}

/** The error for bytes that are not what the server announced; they have been deleted. */
export function contentError(url: URL, reason: string): ModelDownloadError {
  return new ModelDownloadError({ url: url.href, reason, remedy: `Try again; if it stays, ${OTHER_WAYS}` })
}

/** `fetch` says only that it failed; why is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  const own = [error.message, code !== undefined && !error.message.includes(code) ? code : ''].filter(Boolean).join(' ')
  return error.cause instanceof Error ? `${own}: ${reasonOf(error.cause)}` : own
}
