import { describe, expect, it } from 'vitest'
import { EncoderConfig } from '../../src/options/encoder-config.js'

describe('EncoderConfig.transformers', () => {
  it('EncoderConfig.transformers takes the int8 MiniLM of the main branch unless told otherwise', () => {
    expect(EncoderConfig.transformers().source).toEqual({
      kind: 'transformers',
      model: 'Xenova/all-MiniLM-L6-v2',
      revision: 'main',
      precision: 'int8',
      pooling: 'mean',
    })
  })

  it('EncoderConfig.transformers keeps every option, and the listener beside the source', () => {
    const options = {
      localPath: './m',
      revision: 'refs/pr/7',
      precision: 'fp32',
      pooling: 'cls',
      cacheDir: 'c',
      remoteHost: 'http://mirror/hf',
    } as const
    const onProgress = () => {}
    const config = EncoderConfig.transformers('bge-small', { ...options, onProgress })
    expect(config.source).toEqual({ kind: 'transformers', model: 'bge-small', ...options })
    expect(config.onProgress).toBe(onProgress)
    expect(structuredClone(config.source)).toEqual(config.source)
  })

  it.each(['', '..', '../secret', 'a/..', 'a/b/c', '/etc/passwd', 'a b', 'a/', './a'])(
    'EncoderConfig.transformers refuses the model name %j',
    (model) => {
      expect(() => EncoderConfig.transformers(model)).toThrow(
        expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION', details: expect.objectContaining({ option: 'model' }) }),
      )
    },
  )

  it.each([
    ['revision', '../main'],
    ['revision', ''],
    ['precision', 'fp16'],
    ['pooling', 'max'],
    ['localPath', ''],
    ['remoteHost', 'ftp://host/'],
    ['remoteHost', 'huggingface.co'],
    ['onProgress', 'yes'],
    ['quantized', true],
  ])('EncoderConfig.transformers refuses %s = %j', (option, value) => {
    expect(() => EncoderConfig.transformers('m', { [option]: value })).toThrow(
      expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION', details: expect.objectContaining({ option }) }),
    )
  })
})

describe('EncoderConfig.hash', () => {
  it.each([0, 7, 4097, 8.5, Number.NaN])('EncoderConfig.hash refuses %d dimensions', (dimensions) => {
    expect(() => EncoderConfig.hash({ dimensions })).toThrow(expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION' }))
  })
})
