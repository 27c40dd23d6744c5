import type { GetOrCallRequest } from '../options/request.js'
import type { RetryOptions } from '../options/retry-options.js'
import { callWithRetry } from './call-with-retry.js'

/**
 * Calls the user's LLM function. Its rejection passes through unchanged, unless retries are on; anything but a
 * string is a `TypeError`.
 */
export async function callLlm(
  request: GetOrCallRequest,
  retry: RetryOptions | null,
  signal: AbortSignal,
  random: () => number,
): Promise<string> {
  const call = async () => request.llmFunction(request.prompt, { signal })
  const response: unknown = await (retry ? callWithRetry(call, retry, signal, random) : call())
  if (typeof response !== 'string') {
    throw new TypeError(
      `llmFunction must return a string or a promise of one, not ${response === null ? 'null' : typeof response}`,
    )
  }
  return response
}
