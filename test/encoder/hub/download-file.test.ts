import { createHash } from 'node:crypto'
import { access, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type DownloadedFile, downloadFile, type FileDownload } from '../../../src/encoder/hub/download-file.js'
import { temporaryFolder } from '../transformers/model-folder.js'
import { Arrivals, sendFile, startServer } from './file-server.js'

const CONTENT = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) & 255)
const SHA256 = sha256Of(CONTENT)
const TAGGED = { headers: { etag: '"v1"' } }

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function target(): Promise<string> {
  return join(await temporaryFolder(), 'model.onnx')
}

function download(origin: string, path: string, more: Partial<FileDownload> = {}): Promise<DownloadedFile> {
  return downloadFile({ url: new URL(`${origin}/model.onnx`), path, ...more })
}

/** Leaves a part of `bytes` behind, as a process does that ends during a download. */
async function leavePart(path: string, bytes: Uint8Array, version: object): Promise<void> {
  await writeFile(`${path}.part`, bytes)
  await writeFile(`${path}.part.json`, JSON.stringify(version))
}

describe('downloadFile', () => {
  it('downloadFile writes the whole file, says its hash and leaves no part behind', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT))
    const path = await target()
    expect(await download(server.origin, path)).toEqual({ bytes: CONTENT.length, sha256: SHA256, commit: undefined })
    expect(sha256Of(await readFile(path))).toBe(SHA256)
    expect(await readdir(join(path, '..'))).toEqual(['model.onnx'])
  })

  it('downloadFile reports progress that grows to the whole', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT))
    const seen: (readonly [number, number | undefined])[] = []
    await download(server.origin, await target(), { onProgress: (loaded, total) => seen.push([loaded, total]) })
    expect(seen.at(-1)).toEqual([CONTENT.length, CONTENT.length])
    expect(seen.map(([loaded]) => loaded)).toEqual(seen.map(([loaded]) => loaded).sort((a, b) => a - b))
  })

  it('downloadFile goes on by itself where a broken connection stopped', async () => {
    const arrivals = new Arrivals()
    const server = await startServer((request, response, count) => {
      const cut = { cutAfter: 100_000, cutWhen: arrivals.of((count + 1) * 100_000) }
      sendFile(request, response, CONTENT, count < 2 ? { ...TAGGED, ...cut } : TAGGED)
    })
    const path = await target()
    await download(server.origin, path, { onProgress: arrivals.onProgress })
    expect(sha256Of(await readFile(path))).toBe(SHA256)
    expect(server.requests.map(([, range]) => range)).toEqual([undefined, 'bytes=100000-', 'bytes=200000-'])
  })

  it('downloadFile goes on with what an earlier process left', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT, TAGGED))
    const path = await target()
    await leavePart(path, CONTENT.subarray(0, 123_456), { validator: '"v1"' })
    expect(await download(server.origin, path)).toMatchObject({ sha256: SHA256 })
    expect(server.requests).toEqual([['/model.onnx', 'bytes=123456-']])
  })

  it('downloadFile starts over when the file has changed since', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT, TAGGED))
    const path = await target()
    await leavePart(path, new Uint8Array(400_000), { validator: '"v0"' })
    expect(await download(server.origin, path)).toMatchObject({ sha256: SHA256, bytes: CONTENT.length })
  })

  it('downloadFile starts over when nothing is known about the part', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT, TAGGED))
    const path = await target()
    await writeFile(`${path}.part`, new Uint8Array(1000))
    expect(await download(server.origin, path)).toMatchObject({ sha256: SHA256 })
    expect(server.requests).toEqual([['/model.onnx', undefined]])
  })

  it('downloadFile starts over with a server that cannot resume', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT, { ...TAGGED, canResume: false }))
    const path = await target()
    await leavePart(path, CONTENT.subarray(0, 5000), { validator: '"v1"' })
    expect(await download(server.origin, path)).toMatchObject({ sha256: SHA256 })
  })

  it('downloadFile finishes a part that was already whole', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT, TAGGED))
    const path = await target()
    await leavePart(path, CONTENT, { validator: '"v1"' })
    expect(await download(server.origin, path)).toMatchObject({ sha256: SHA256 })
    expect(server.requests).toHaveLength(1)
  })

  it('downloadFile throws away a part that is longer than the file', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT, TAGGED))
    const path = await target()
    await leavePart(path, new Uint8Array(CONTENT.length + 1), { validator: '"v1"' })
    expect(await download(server.origin, path)).toMatchObject({ sha256: SHA256 })
    expect(server.requests.map(([, range]) => range)).toEqual([`bytes=${CONTENT.length + 1}-`, undefined])
  })

  it('downloadFile asks again from the start when the server resumes elsewhere', async () => {
    const server = await startServer((request, response) => {
      if (request.headers.range === undefined) return sendFile(request, response, CONTENT, TAGGED)
      response.writeHead(206, { 'content-range': `bytes 7-${CONTENT.length - 1}/${CONTENT.length}` }).end(CONTENT.subarray(7))
    })
    const path = await target()
    await leavePart(path, CONTENT.subarray(0, 1000), { validator: '"v1"' })
    expect(await download(server.origin, path)).toMatchObject({ sha256: SHA256 })
  })

  it('downloadFile lets two downloads of one file end well', async () => {
    const waiting: (() => void)[] = []
    const server = await startServer((request, response) => {
      waiting.push(() => sendFile(request, response, CONTENT, TAGGED))
      if (waiting.length === 2) for (const send of waiting) send()
    })
    const path = await target()
    const results = await Promise.all([download(server.origin, path), download(server.origin, path)])
    expect(results.map(({ sha256 }) => sha256)).toEqual([SHA256, SHA256])
    expect(sha256Of(await readFile(path))).toBe(SHA256)
  })
})

describe('downloadFile behind a redirect', () => {
  const linked = (sha256: string) => ({
    'x-linked-etag': `"${sha256}"`,
    'x-repo-commit': 'c0ffee',
    location: '/storage/model.onnx',
  })

  it('downloadFile learns commit and hash from the redirect and resumes at the storage', async () => {
    const arrivals = new Arrivals()
    const server = await startServer((request, response, count) => {
      if (request.url === '/model.onnx') response.writeHead(302, linked(SHA256)).end()
      else {
        const cut = count < 2 && { cutAfter: 50_000, cutWhen: arrivals.of(50_000) }
        sendFile(request, response, CONTENT, { headers: { etag: `"${count}"` }, ...cut })
      }
    })
    expect(await download(server.origin, await target(), { onProgress: arrivals.onProgress })).toEqual({
      bytes: CONTENT.length,
      sha256: SHA256,
      commit: 'c0ffee',
    })
    expect(server.requests.filter(([path]) => path.startsWith('/storage')).map(([, range]) => range)).toEqual([
      undefined,
      'bytes=50000-',
    ])
  })

  it('downloadFile refuses bytes with another hash and keeps nothing of them', async () => {
    const server = await startServer((request, response) => {
      if (request.url === '/model.onnx') response.writeHead(302, linked('0'.repeat(64))).end()
      else sendFile(request, response, CONTENT)
    })
    const path = await target()
    await expect(download(server.origin, path)).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_DOWNLOAD' })
    expect(await readdir(join(path, '..'))).toEqual([])
  })

  it('downloadFile throws away a part of a version with another hash', async () => {
    const server = await startServer((request, response) => {
      if (request.url === '/model.onnx') response.writeHead(302, linked(SHA256)).end()
      else sendFile(request, response, CONTENT)
    })
    const path = await target()
    await leavePart(path, new Uint8Array(1000), { sha256: '0'.repeat(64) })
    expect(await download(server.origin, path)).toMatchObject({ sha256: SHA256 })
  })

  it('downloadFile gives up on a circle of redirects', async () => {
    const server = await startServer((_, response) => response.writeHead(307, { location: '/model.onnx' }).end())
    await expect(download(server.origin, await target())).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_DOWNLOAD' })
    expect(server.requests).toHaveLength(6)
  })
})

describe('downloadFile fails', () => {
  it.each([401, 403, 404, 416, 429, 503])('downloadFile fails with the status %i and asks once', async (status) => {
    const server = await startServer((_, response) => response.writeHead(status).end('no'))
    await expect(download(server.origin, await target())).rejects.toMatchObject({
      code: 'SMARTMEMO_MODEL_DOWNLOAD',
      details: { status },
    })
    expect(server.requests).toHaveLength(1)
  })

  it('downloadFile fails without a network and says how to do without', async () => {
    const server = await startServer(() => {})
    await server.close()
    const failure = await download(server.origin, await target()).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'SMARTMEMO_MODEL_DOWNLOAD',
      details: { reason: expect.stringContaining('ECONNREFUSED'), remedy: expect.stringContaining('localPath') },
    })
  })

  it('downloadFile fails when a connection brings nothing new, and keeps what came before', async () => {
    const arrivals = new Arrivals()
    const server = await startServer((request, response, count) => {
      const cut = count === 0 ? { cutAfter: 100_000, cutWhen: arrivals.of(100_000) } : { cutAfter: 0 }
      sendFile(request, response, CONTENT, { ...TAGGED, ...cut })
    })
    const path = await target()
    const failure = download(server.origin, path, { onProgress: arrivals.onProgress })
    await expect(failure).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_DOWNLOAD' })
    expect(server.requests).toHaveLength(2)
    expect(sha256Of(await readFile(`${path}.part`))).toBe(sha256Of(CONTENT.subarray(0, 100_000)))
    await expect(access(path)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('downloadFile fails when the server falls silent', async () => {
    const server = await startServer(() => {})
    await expect(download(server.origin, await target(), { maxSilenceMs: 20 })).rejects.toMatchObject({
      code: 'SMARTMEMO_MODEL_DOWNLOAD',
      details: { reason: expect.stringContaining('20 ms') },
    })
  })

  it('downloadFile fails when the server announces more than it sends, whatever it does then', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length + 10, etag: '"v1"' })
      response.write(CONTENT, () => response.destroy())
    })
    const path = await target()
    await expect(download(server.origin, path)).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_DOWNLOAD' })
    await expect(access(path)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('downloadFile ends with the reason of its signal and keeps what has arrived', async () => {
    const [arrivals, controller, reason] = [new Arrivals(), new AbortController(), new Error('enough')]
    const server = await startServer((request, response) => {
      sendFile(request, response, CONTENT, { ...TAGGED, cutAfter: 50_000, cutWhen: new Promise(() => {}) })
      void arrivals.of(50_000).then(() => controller.abort(reason))
    })
    const path = await target()
    const ended = download(server.origin, path, { onProgress: arrivals.onProgress, signal: controller.signal })
    await expect(ended).rejects.toBe(reason)
    expect((await readFile(`${path}.part`)).length).toBe(50_000)
  })

  it('downloadFile ends with what its listener throws and asks for nothing more', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT, TAGGED))
    const mistake = new TypeError('in the listener')
    const onProgress = () => {
      throw mistake
    }
    await expect(download(server.origin, await target(), { onProgress })).rejects.toBe(mistake)
    expect(server.requests).toHaveLength(1)
  })

  it('downloadFile ends with what the disk says and asks for nothing more', async () => {
    const server = await startServer((request, response) => sendFile(request, response, CONTENT))
    const inTheWay = await target()
    await writeFile(inTheWay, '')
    await expect(download(server.origin, join(inTheWay, 'model.onnx'))).rejects.toMatchObject({ code: 'ENOTDIR' })
    expect(server.requests).toHaveLength(1)
  })
})
