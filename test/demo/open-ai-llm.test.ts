import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiLlm } from '../../bench/demo/open-ai-llm.js'

let close: (() => void) | undefined
afterEach(() => close?.())

/** Starts a server that answers every request alike and keeps what it was sent. */
async function serve(status: number, body: string) {
  const requests: { request: IncomingMessage; body: unknown }[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push({ request, body: JSON.parse(await text(request)) })
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => server.close()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`, requests }
}

const idle = () => ({ signal: new AbortController().signal })

describe('createOpenAiLlm', () => {
  it('posts the prompt as a user message and returns the content', async () => {
    const { url, requests } = await serve(200, JSON.stringify({ choices: [{ message: { content: 'Done' } }] }))
    const llm = createOpenAiLlm({ url, model: 'small', apiKey: 'secret' })
    expect(await llm('Do it', idle())).toBe('Done')
    const { request, body } = requests[0]!
    expect(request.method).toBe('POST')
    expect(request.url).toBe('/v1/chat/completions')
    expect(request.headers.authorization).toBe('Bearer secret')
    expect(body).toEqual({ model: 'small', messages: [{ role: 'user', content: 'Do it' }] })
  })

  it('sends no token without a key', async () => {
    const { url, requests } = await serve(200, JSON.stringify({ choices: [{ message: { content: '' } }] }))
    expect(await createOpenAiLlm({ url, model: 'small' })('Hi', idle())).toBe('')
    expect(requests[0]!.request.headers.authorization).toBeUndefined()
  })

  it('rejects with the status when the server refuses', async () => {
    const { url } = await serve(429, '{"error":"slow down"}')
    await expect(createOpenAiLlm({ url, model: 'small' })('Hi', idle())).rejects.toThrow(/429.*slow down/)
  })

  it('rejects a reply without content', async () => {
    const { url } = await serve(200, '{"choices":[]}')
    await expect(createOpenAiLlm({ url, model: 'small' })('Hi', idle())).rejects.toThrow(url.slice(0, -1))
  })
})
