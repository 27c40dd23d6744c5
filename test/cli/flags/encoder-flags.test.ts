import { describe, expect, it } from 'vitest'
import { encoderOf, ENCODER_FLAGS } from '../../../src/cli/flags/encoder-flags.js'
import { parseFlags } from '../../../src/cli/flags/parse-flags.js'
import { UsageError } from '../../../src/cli/flags/usage-error.js'
import { temporaryFolder } from '../../encoder/transformers/model-folder.js'

const sourceOf = async (...words: string[]) => (await encoderOf(parseFlags(ENCODER_FLAGS, words), () => {})).source

describe('encoderOf', () => {
  it('takes the bundled encoder by default', async () => {
    expect(await sourceOf()).toEqual({ kind: 'bundled' })
  })

  it('takes transformers for the default model, and any other name for that model', async () => {
    expect(await sourceOf('--encoder', 'transformers')).toMatchObject({ kind: 'transformers', model: 'Xenova/all-MiniLM-L6-v2' })
    const words = [
      '--encoder',
      'Xenova/bge-small-en-v1.5',
      '--encoder-pooling',
      'cls',
      '--encoder-precision',
      'fp32',
      '--encoder-revision',
      'v2',
    ]
    expect(await sourceOf(...words)).toEqual({
      kind: 'transformers',
      model: 'Xenova/bge-small-en-v1.5',
      pooling: 'cls',
      precision: 'fp32',
      revision: 'v2',
    })
  })

  it('takes a folder for a model of that name, and keeps the name of a model whose folder is given', async () => {
    const folder = await temporaryFolder()
    expect(await sourceOf('--encoder', folder)).toMatchObject({ localPath: folder, model: folder.split('/').at(-1) })
    expect(await sourceOf('--encoder', 'a/b', '--encoder-path', folder)).toMatchObject({ localPath: folder, model: 'a/b' })
  })

  it('refuses details that nothing belongs to', async () => {
    await expect(sourceOf('--encoder-path', 'x')).rejects.toBeInstanceOf(UsageError)
    await expect(sourceOf('--encoder', './x', '--encoder-path', 'y')).rejects.toBeInstanceOf(UsageError)
    await expect(sourceOf('--encoder', 'no such model!')).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_OPTION' })
  })
})
