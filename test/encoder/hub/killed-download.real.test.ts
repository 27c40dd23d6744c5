import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { downloadFile } from '../../../src/encoder/hub/download-file.js'
import { temporaryFolder } from '../transformers/model-folder.js'
import { sendFile, startServer } from './file-server.js'

const CONTENT = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 31) & 255)
const HALF = CONTENT.length / 2
const DIST = new URL('../../../dist/src/encoder/hub/download-file.js', import.meta.url).href

it('downloadFile goes on where a killed process was', async () => {
  const server = await startServer((request, response, count) => {
    const headers = { etag: '"v1"' }
    sendFile(request, response, CONTENT, count > 0 ? { headers } : { headers, cutAfter: HALF, cutWhen: new Promise(() => {}) })
  })
  const [url, path] = [new URL(`${server.origin}/model.onnx`), join(await temporaryFolder(), 'model.onnx')]
  const script = `
    import { downloadFile } from ${JSON.stringify(DIST)}
    const onProgress = (loaded) => loaded === ${HALF} && process.stdout.write('half')
    await downloadFile({ url: new URL(${JSON.stringify(url.href)}), path: ${JSON.stringify(path)}, onProgress })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  await downloadFile({ url, path })
  expect(server.requests.map(([, range]) => range)).toEqual([undefined, `bytes=${HALF}-`])
  expect(Buffer.compare(await readFile(path), CONTENT)).toBe(0)
})
