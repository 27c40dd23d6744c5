import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ChatClient } from '../../../src/generation/llm/chat-client.js'
import { LlmParaphraser } from '../../../src/generation/llm/llm-paraphraser.js'
import { ParaphraseLog } from '../../../src/generation/llm/paraphrase-log.js'

/** A server that answers each request with the next of `replies`: a status, or the text of the model. */
function scriptedServer(replies: readonly (number | string)[]) {
  const requests: { url: string; body: { model: string; messages: { content: string }[] }; key: string | undefined }[] = []
  const send = ((url: string, init: { body: string; headers: Record<string, string> }) => {
    const reply = replies[requests.length]!
    requests.push({ url, body: JSON.parse(init.body), key: init.headers['authorization'] })
    if (typeof reply === 'number') return Promise.resolve(new Response('no', { status: reply }))
    return Promise.resolve(Response.json({ choices: [{ message: { content: reply } }] }))
  }) as unknown as typeof fetch
  return { requests, send }
}

const noWait = { initialBackoffMs: 0 }
const noFallback = { paraphrase: () => Promise.resolve(['by rule']) }

describe('LlmParaphraser', () => {
  let folder: string
  let path: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smartmemo-llm-'))
    path = join(folder, 'log.jsonl')
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function paraphraser(send: typeof fetch, maxRequests = 10) {
    const client = new ChatClient({ url: 'http://host/v1/', model: 'm', apiKey: 'k', maxRequests, retry: noWait, fetch: send })
    return new LlmParaphraser(client, await ParaphraseLog.open(path), noFallback)
  }

  it('asks the server for as many rewordings as wanted', async () => {
    const { requests, send } = scriptedServer(['["Wait 3 days", "Hold on for 3 days"]'])
    const texts = await (await paraphraser(send)).paraphrase('Please wait 3 days', 2)
    expect(texts).toEqual(['Wait 3 days', 'Hold on for 3 days'])
    expect(requests[0]).toMatchObject({ url: 'http://host/v1/chat/completions', body: { model: 'm' }, key: 'Bearer k' })
    expect(requests[0]!.body.messages[0]!.content).toContain('Please wait 3 days')
  })

  it.each([
    ['lines with numbers', 'Sure:\n1. Wait 3 days\n2) "Hold on for 3 days"'],
    ['a list in a code block', '```json\n["Wait 3 days","Hold on for 3 days"]\n```'],
  ])('reads %s', async (_, reply) => {
    const { send } = scriptedServer([reply])
    expect(await (await paraphraser(send)).paraphrase('Please wait 3 days', 5)).toEqual(['Wait 3 days', 'Hold on for 3 days'])
  })

  it('leaves out the prompt itself, other numbers, a turned meaning, repetitions and explanations', async () => {
    const long = `Wait 3 days ${'because '.repeat(20)}`
    const { send } = scriptedServer([
      JSON.stringify(['please wait 3 days!', 'Wait 4 days', 'Do not wait 3 days', 'Hold 3 days', 'hold 3 days', long]),
    ])
    expect(await (await paraphraser(send)).paraphrase('Please wait 3 days', 9)).toEqual(['Hold 3 days'])
  })

  it('tries again after refusals that pass, but not after others', async () => {
    const busy = scriptedServer([503, 429, '["Hold"]'])
    expect(await (await paraphraser(busy.send)).paraphrase('Wait', 1)).toEqual(['Hold'])
    expect(busy.requests).toHaveLength(3)
    const wrongKey = scriptedServer([401])
    await expect((await paraphraser(wrongKey.send)).paraphrase('Stop', 1)).rejects.toMatchObject({ code: 'SMARTMEMO_LLM_CALL' })
    expect(wrongKey.requests).toHaveLength(1)
  })

  it('keeps to the number of requests, repeated ones included, and goes on by rules', async () => {
    const { requests, send } = scriptedServer([500, '["Hold"]'])
    const limited = await paraphraser(send, 2)
    expect(await limited.paraphrase('Wait', 1)).toEqual(['Hold'])
    expect(await limited.paraphrase('Stop', 1)).toEqual(['by rule'])
    expect(requests).toHaveLength(2)
  })

  it('resumes from its log without asking again, also after a torn line', async () => {
    await (await paraphraser(scriptedServer(['["Hold"]']).send)).paraphrase('Wait', 1)
    await appendFile(path, '{"model":"m","prompt":"Stop","paraph')
    const { requests, send } = scriptedServer(['["Halt"]'])
    const resumed = await paraphraser(send)
    expect(await resumed.paraphrase('Wait', 1)).toEqual(['Hold'])
    expect(requests).toHaveLength(0)
    expect(await resumed.paraphrase('Stop', 1)).toEqual(['Halt'])
    expect(
      (await readFile(path, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toHaveLength(2)
  })

  it('refuses a log of another make', async () => {
    await writeFile(path, '{"something":"else"}\n')
    await expect(ParaphraseLog.open(path)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_LINE' })
  })
})
