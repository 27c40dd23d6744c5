import type { LlmFunction } from '../../src/index.js'

export interface OpenAiLlmOptions {
  /** Base of the API, for example `http://localhost:11434/v1`. */
  readonly url: string
  readonly model: string
  /** Sent as a bearer token when given. */
  readonly apiKey?: string | undefined
}

/** An LLM function over any server that speaks OpenAI's chat completions; rejects with status and body of a refusal. */
export function createOpenAiLlm({ url, model, apiKey }: OpenAiLlmOptions): LlmFunction {
  const endpoint = `${url.replace(/\/+$/, '')}/chat/completions`
  const headers = { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) }
  return async (prompt, { signal }) => {
    const body = JSON.stringify({ model, messages: [{ role: 'user', content: prompt }] })
    const reply = await fetch(endpoint, { method: 'POST', headers, body, signal })
    if (!reply.ok) throw new Error(`Cannot call ${model} at ${endpoint}: status ${reply.status}, ${await reply.text()}`)
    const content = readContent(await reply.json())
    if (content === undefined) throw new Error(`Cannot read the reply of ${endpoint}: it has no choices[0].message.content`)
    return content
  }
}

function readContent(reply: unknown): string | undefined {
  const { choices } = reply as { choices?: { message?: { content?: unknown } }[] }
  const content = choices?.[0]?.message?.content
  return typeof content === 'string' ? content : undefined
}
