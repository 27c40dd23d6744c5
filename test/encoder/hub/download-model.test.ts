import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EncoderProgress, TransformersSource } from '../../../src/encoder/encoder.js'
import { downloadModel, localSourceOf } from '../../../src/encoder/hub/download-model.js'
import { TransformersEncoder } from '../../../src/encoder/transformers-encoder.js'
import { bytesOf, type ModelFiles, modelFiles, saveModel, temporaryFolder } from '../transformers/model-folder.js'
import { type FileServer, sendFile, type SendOptions, startServer } from './file-server.js'

const COMMIT = 'c0ffee00'

/** A server with the layout of Hugging Face, where `main` stands for one commit. */
function startHub(files: ModelFiles, optionsFor: (path: string, count: number) => SendOptions = () => ({})): Promise<FileServer> {
  return startServer((request, response, count) => {
    const [, revision, name] = /^\/test\/tiny-bert\/resolve\/([^/]+)\/(.+)$/.exec(request.url!) ?? []
    const content = revision === 'main' || revision === COMMIT ? files[name!] : undefined
    if (content === undefined || content === null) {
      response.writeHead(404).end()
      return
    }
    const options = optionsFor(name!, count)
    sendFile(request, response, bytesOf(content), {
      ...options,
      headers: { 'x-repo-commit': COMMIT, etag: `"${name}"`, ...options.headers },
    })
  })
}

async function sourceAt({ origin }: FileServer, more: Partial<TransformersSource> = {}): Promise<TransformersSource> {
  const base = { kind: 'transformers', model: 'test/tiny-bert', revision: 'main', precision: 'int8', pooling: 'mean' } as const
  return { ...base, remoteHost: origin, cacheDir: await temporaryFolder(), ...more }
}

function namesAsked(server: FileServer): string[] {
  return server.requests.map(([path]) => path.replace(/^\/test\/tiny-bert\/resolve\//, ''))
}

describe('downloadModel', () => {
  it('downloadModel brings an encoder that equals the one in a local folder', async () => {
    const source = await sourceAt(await startHub(modelFiles()))
    const [downloaded, local] = [
      await TransformersEncoder.load(source),
      await TransformersEncoder.load({ ...source, localPath: await saveModel() }),
    ]
    expect(downloaded.id).toBe(local.id)
    expect(await downloaded.embed(['approve'])).toEqual(await local.embed(['approve']))
  })

  it('downloadModel asks for each file once and, when complete, for nothing', async () => {
    const server = await startHub(modelFiles())
    const source = await sourceAt(server)
    const folder = await downloadModel(source)
    expect(namesAsked(server)).toHaveLength(4)
    await server.close()
    expect(await downloadModel(source)).toBe(folder)
  })

  it('downloadModel takes every file after the first from the commit that the branch stood for', async () => {
    const server = await startHub(modelFiles())
    await downloadModel(await sourceAt(server))
    expect(namesAsked(server)).toEqual([
      'main/config.json',
      `${COMMIT}/tokenizer_config.json`,
      `${COMMIT}/tokenizer.json`,
      `${COMMIT}/onnx/model_quantized.onnx`,
    ])
  })

  it('downloadModel adds the other precision without asking for the rest again', async () => {
    const server = await startHub(modelFiles())
    const source = await sourceAt(server)
    await downloadModel(source)
    await downloadModel({ ...source, precision: 'fp32' })
    expect(namesAsked(server).slice(4)).toEqual([`${COMMIT}/onnx/model.onnx`])
  })

  it('downloadModel goes on after an interruption with the part that arrived', async () => {
    let isBroken = true
    const server = await startHub(modelFiles(), (name) => (isBroken && name.endsWith('.onnx') ? { cutAfter: 0 } : {}))
    const source = await sourceAt(server)
    await expect(downloadModel(source)).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_DOWNLOAD' })
    const graph = bytesOf(modelFiles()['onnx/model_quantized.onnx']!)
    const path = join(source.cacheDir!, 'test/tiny-bert/main/onnx/model_quantized.onnx')
    await writeFile(`${path}.part`, graph.subarray(0, 5000))
    isBroken = false
    await downloadModel(source)
    expect(server.requests.at(-1)![1]).toBe('bytes=5000-')
    expect(Buffer.compare(await readFile(path), graph)).toBe(0)
  })

  it('downloadModel brings back a file that has gone or lost its end, and no other', async () => {
    const server = await startHub(modelFiles())
    const source = await sourceAt(server)
    const folder = await downloadModel(source)
    await rm(join(folder, 'tokenizer.json'))
    await writeFile(join(folder, 'config.json'), '')
    await downloadModel(source)
    expect(namesAsked(server).slice(4)).toEqual([`${COMMIT}/config.json`, `${COMMIT}/tokenizer.json`])
  })

  it('downloadModel does without the optional files and remembers that there are none', async () => {
    const server = await startHub(modelFiles({ 'config.json': null, 'tokenizer_config.json': null }))
    const source = await sourceAt(server)
    await downloadModel(source)
    await downloadModel(source)
    expect(server.requests).toHaveLength(4)
  })

  it.each(['tokenizer.json', 'onnx/model_quantized.onnx'])('downloadModel fails when the model has no %s', async (name) => {
    const source = await sourceAt(await startHub(modelFiles({ [name]: null })))
    await expect(downloadModel(source)).rejects.toMatchObject({
      code: 'SMARTMEMO_MODEL_DOWNLOAD',
      details: { status: 404, url: expect.stringContaining(name) },
    })
  })

  it('downloadModel names a folder that cannot be written', async () => {
    const cacheDir = join(await temporaryFolder(), 'in the way')
    await writeFile(cacheDir, '')
    const source = await sourceAt(await startHub(modelFiles()), { cacheDir })
    await expect(downloadModel(source)).rejects.toMatchObject({
      code: 'SMARTMEMO_FILE_ACCESS',
      details: { path: expect.stringContaining(cacheDir) },
    })
  })

  it('downloadModel asks hosts with a path, and revisions with a slash', async () => {
    const server = await startServer((_, response) => response.writeHead(401).end())
    const source = await sourceAt(server, { remoteHost: `${server.origin}/mirror`, revision: 'refs/pr/7' })
    await expect(downloadModel(source)).rejects.toMatchObject({ details: { status: 401 } })
    expect(server.requests[0]![0]).toBe('/mirror/test/tiny-bert/resolve/refs%2Fpr%2F7/config.json')
  })

  it('downloadModel names each file in its progress', async () => {
    const seen: EncoderProgress[] = []
    const source = await sourceAt(await startHub(modelFiles()))
    await downloadModel(source, (progress) => seen.push(progress))
    expect([...new Set(seen.map(({ file }) => file))]).toEqual([
      'config.json',
      'tokenizer_config.json',
      'tokenizer.json',
      'onnx/model_quantized.onnx',
    ])
    expect(seen.at(-1)!.loadedBytes).toBe(seen.at(-1)!.totalBytes)
  })
})

describe('TransformersEncoder.load', () => {
  it('TransformersEncoder.load refuses a downloaded file that was altered', async () => {
    const source = await sourceAt(await startHub(modelFiles()))
    const path = join(await downloadModel(source), 'onnx/model_quantized.onnx')
    const bytes = await readFile(path)
    bytes[bytes.length >> 1]! ^= 1
    await writeFile(path, bytes)
    await expect(TransformersEncoder.load(source)).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_FILE', details: { path } })
  })
})

describe('localSourceOf', () => {
  it('localSourceOf names the folder of a download and leaves other sources as they are', async () => {
    const server = await startHub(modelFiles())
    const source = await sourceAt(server)
    const local = await localSourceOf(source)
    expect(local).toEqual({ ...source, localPath: join(source.cacheDir!, 'test/tiny-bert/main') })
    expect(await localSourceOf(local)).toBe(local)
    expect(await localSourceOf({ kind: 'bundled' })).toEqual({ kind: 'bundled' })
    expect(server.requests).toHaveLength(4)
  })
})
