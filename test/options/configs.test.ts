import { describe, expect, test } from 'vitest'
import { ClassifierConfig } from '../../src/options/classifier-config.js'
import { EncoderConfig } from '../../src/options/encoder-config.js'

const invalid = (option: string) =>
  expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION', details: expect.objectContaining({ option }) as object }) as Error

describe('ClassifierConfig', () => {
  test('says where the classifier is and how its threshold is chosen', () => {
    expect(ClassifierConfig.bundled()).toMatchObject({
      source: { kind: 'bundled' },
      threshold: undefined,
      maxFalseHitRate: undefined,
    })
    expect(ClassifierConfig.fromFile('./mine', { maxFalseHitRate: 0.01 })).toMatchObject({
      source: { kind: 'file', path: './mine' },
      maxFalseHitRate: 0.01,
    })
  })

  test.each([
    ['threshold', () => ClassifierConfig.bundled({ threshold: 1.5 })],
    ['threshold', () => ClassifierConfig.bundled({ threshold: Number.NaN })],
    ['maxFalseHitRate', () => ClassifierConfig.bundled({ maxFalseHitRate: -0.1 })],
    ['maxFalseHitRate', () => ClassifierConfig.bundled({ threshold: 0.5, maxFalseHitRate: 0.1 })],
    ['treshold', () => ClassifierConfig.bundled({ treshold: 0.5 } as never)],
    ['path', () => ClassifierConfig.fromFile('')],
    ['path', () => ClassifierConfig.fromFile(undefined as never)],
  ])('refuses a bad %s', (option, create) => {
    expect(create).toThrow(invalid(option))
  })
})

describe('EncoderConfig', () => {
  test('says where the encoder comes from', () => {
    const onProgress = () => {}
    expect(EncoderConfig.bundled().source).toEqual({ kind: 'bundled' })
    const { source, onProgress: heard } = EncoderConfig.transformers(undefined, { localPath: '/models', onProgress })
    expect(source).toMatchObject({
      kind: 'transformers',
      model: 'Xenova/all-MiniLM-L6-v2',
      revision: 'main',
      precision: 'int8',
      localPath: '/models',
    })
    expect(heard).toBe(onProgress)
    expect(EncoderConfig.hash({ dimensions: 16 }).source).toEqual({ kind: 'hash', dimensions: 16 })
  })

  test.each([
    ['model', () => EncoderConfig.transformers('../etc')],
    ['model', () => EncoderConfig.transformers('')],
    ['revision', () => EncoderConfig.transformers('a/b', { revision: '' })],
    ['precision', () => EncoderConfig.transformers('a/b', { precision: 'int4' as never })],
    ['remoteHost', () => EncoderConfig.transformers('a/b', { remoteHost: 'not a url' })],
    ['onProgress', () => EncoderConfig.transformers('a/b', { onProgress: 5 as never })],
    ['dimensions', () => EncoderConfig.hash({ dimensions: 1.5 })],
  ])('refuses a bad %s', (option, create) => {
    expect(create).toThrow(invalid(option))
  })
})
