import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { EncoderConfig, SmartMemo, type SmartMemoOptions } from '../../src/index.js'
import { sendFile, startServer } from './hub/file-server.js'
import { bytesOf, modelFiles, saveModel, temporaryFolder } from './transformers/model-folder.js'

function openCache(options: Partial<SmartMemoOptions>): SmartMemo {
  const cache = new SmartMemo({ domain: 'support', dbPath: ':memory:', threads: 1, ...options })
  onTestFinished(() => cache.close())
  return cache
}

function ask(cache: SmartMemo, prompt: string): ReturnType<SmartMemo['getOrCall']> {
  return cache.getOrCall({ prompt, llmFunction: () => `about ${prompt}` })
}

describe('SmartMemo with EncoderConfig.transformers', () => {
  it('SmartMemo finds by the embeddings of a model in a local folder', async () => {
    const cache = openCache({ encoder: EncoderConfig.transformers('test/tiny-bert', { localPath: await saveModel() }) })
    await ask(cache, 'approve the refund request please')
    const hit = await ask(cache, 'please approve the refund request')
    expect(hit).toMatchObject({ wasCacheHit: true, tier: 'semantic', response: 'about approve the refund request please' })
    expect(hit.similarityScore).toBeGreaterThan(0.9)
  })

  it('SmartMemo downloads a model once for all its threads and reports progress', async () => {
    const files = modelFiles()
    const server = await startServer((request, response) => {
      sendFile(request, response, bytesOf(files[request.url!.replace('/test/tiny-bert/resolve/main/', '')]!))
    })
    const seen = new Set<string>()
    const cacheDir = await temporaryFolder()
    const cache = openCache({
      threads: 2,
      encoder: EncoderConfig.transformers('test/tiny-bert', {
        remoteHost: server.origin,
        cacheDir,
        onProgress: ({ file, loadedBytes, totalBytes }) => loadedBytes === totalBytes && seen.add(file),
      }),
    })
    await cache.ready()
    expect(server.requests).toHaveLength(4)
    expect([...seen]).toEqual(['config.json', 'tokenizer_config.json', 'tokenizer.json', 'onnx/model_quantized.onnx'])
  })

  it('SmartMemo rejects ready() when a model cannot be had, and answers all the same', async () => {
    const server = await startServer((_, response) => response.writeHead(404).end())
    const encoder = EncoderConfig.transformers('test/none', { remoteHost: server.origin, cacheDir: await temporaryFolder() })
    const cache = openCache({ encoder })
    await expect(cache.ready()).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_DOWNLOAD' })
    expect(await ask(cache, 'approve')).toMatchObject({ wasCacheHit: false, reason: 'lookup-failed', response: 'about approve' })
  })

  it('SmartMemo closes while a download hangs', async () => {
    let hasAsked = () => {}
    const asked = new Promise<void>((resolve) => (hasAsked = resolve))
    const server = await startServer(() => hasAsked())
    const encoder = EncoderConfig.transformers('test/slow', { remoteHost: server.origin, cacheDir: await temporaryFolder() })
    const cache = openCache({ encoder })
    const ready = expect(cache.ready()).rejects.toMatchObject({ code: 'SMARTMEMO_CLOSED' })
    await asked
    await cache.close()
    await ready
  })

  it('SmartMemo notices another precision on the same database', async () => {
    const dbPath = join(await temporaryFolder(), 'cache.db')
    const localPath = await saveModel()
    const first = openCache({ dbPath, encoder: EncoderConfig.transformers('test/tiny-bert', { localPath }) })
    await ask(first, 'approve the refund request please')
    await first.close()
    const encoder = EncoderConfig.transformers('test/tiny-bert', { localPath, precision: 'fp32' })
    await expect(openCache({ dbPath, encoder, reembed: false }).ready()).rejects.toMatchObject({
      code: 'SMARTMEMO_ENCODER_MISMATCH',
    })
  })
})
