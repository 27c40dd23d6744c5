import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CommandLineOfTest } from '../command-line-of-test.js'
import { RecordedTerminal } from '../recorded-terminal.js'

const TEMPLATES = [
  { slot: 'day', kind: 'date', values: [['Monday'], ['Tuesday'], ['Friday']] },
  { domain: 'd', form: 'request', ways: ['book {o} on {day}', 'reserve {o} for {day}'], objects: [['a table'], ['the hall']] },
]
const PROMPTS = ['Cancel my order 12', 'Send 3 copies of the report to Anna', 'Restart the build on branch main'].map(
  (prompt) => {
    return { domain: 'd', prompt }
  },
)

/** An OpenAI-compatible server that rewords nothing cleverly; counts what it was asked. */
async function startServer() {
  const counts = { requests: 0 }
  const server = createServer((_, response) => {
    counts.requests++
    const content = JSON.stringify([`Could this be done, number ${'x'.repeat(counts.requests)}`])
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices: [{ message: { content } }] }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { counts, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }
}

describe('generate-pairs', () => {
  const line = new CommandLineOfTest()

  async function generate(flags: readonly string[], terminal?: RecordedTerminal) {
    const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n')
    await writeFile(line.path('templates.jsonl'), lines(TEMPLATES))
    await writeFile(line.path('prompts.jsonl'), lines(PROMPTS))
    const files = ['--out', line.path('pairs.jsonl'), '--templates', line.path('templates.jsonl'), '--prompts', line.path('prompts.jsonl')] // prettier-ignore
    return line.run(['generate-pairs', ...files, ...flags], terminal)
  }

  it('generate-pairs writes what it counts', async () => {
    const ran = await generate(['--json'])
    const written = (await readFile(line.path('pairs.jsonl'), 'utf8')).trim().split('\n')
    expect(ran.json()).toMatchObject({ pairs: written.length, domains: { d: written.length } })
  })

  it('generate-pairs keeps to the requests allowed and pays nothing twice', async () => {
    const { counts, url } = await startServer()
    const flags = ['--llm', url, '--model', 'm', '--json']
    expect((await generate([...flags, '--max-requests', '2'])).exitCode).toBe(0)
    expect(counts.requests).toBe(2)
    const first = await generate(flags)
    expect(counts.requests).toBe(PROMPTS.length)
    expect((await generate(flags)).json()).toEqual(first.json())
    expect(counts.requests).toBe(PROMPTS.length)
  })

  it('generate-pairs shows on a terminal how many prompts are paraphrased', async () => {
    const { url } = await startServer()
    const ran = await generate(['--llm', url, '--model', 'm'], new RecordedTerminal({ isTty: true }))
    expect(ran.words).toContain(`1 of ${PROMPTS.length} prompts paraphrased`)
  })

  it.each([
    ['no model', ['--llm', 'http://127.0.0.1:1/v1']],
    ['no URL', ['--llm', 'ollama', '--model', 'm']],
  ])('generate-pairs refuses a server with %s', async (_, flags) => {
    expect((await generate(flags)).exitCode).toBe(2)
  })
})
