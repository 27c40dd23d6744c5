import { stat } from 'node:fs/promises'
import { basename, isAbsolute, resolve } from 'node:path'
import type { EncoderProgress } from '../../encoder/encoder.js'
import { EncoderConfig } from '../../options/encoder-config.js'
import type { Flags, FlagValues } from './flag.js'
import { UsageError } from './usage-error.js'

/** Flags of commands that encode. */
export const ENCODER_FLAGS = {
  encoder: {
    kind: 'text',
    value: 'NAME|DIR',
    describe: 'bundled, transformers (Xenova/all-MiniLM-L6-v2), the name of another such model, or a folder with one',
    default: 'bundled',
  },
  encoderPath: { kind: 'text', value: 'DIR', describe: 'folder with the files of the model that --encoder names; no download' },
  encoderRevision: { kind: 'text', value: 'REV', describe: 'branch, tag or commit of the model (default: main)' },
  encoderPrecision: { kind: 'choice', choices: ['int8', 'fp32'], describe: 'which graph of the model (default: int8)' },
  encoderPooling: { kind: 'choice', choices: ['mean', 'cls'], describe: 'how its tokens become one vector (default: mean)' },
} as const satisfies Flags

/** The encoder that the flags describe; throws `UsageError` or `InvalidOptionError` for flags that make no sense. */
export async function encoderOf(
  values: FlagValues<typeof ENCODER_FLAGS>,
  onProgress: (progress: EncoderProgress) => void,
): Promise<EncoderConfig> {
  const { encoder, encoderPath, encoderRevision, encoderPrecision, encoderPooling } = values
  const given = { encoderPath, encoderRevision, encoderPrecision, encoderPooling }
  if (encoder === 'bundled') {
    if (Object.values(given).every((value) => value === undefined)) return EncoderConfig.bundled()
    throw new UsageError('--encoder-path and the like say more about a model; name that model with --encoder')
  }
  const isFolder = await namesFolder(encoder)
  if (isFolder && encoderPath !== undefined)
    throw new UsageError(`--encoder ${encoder} is a folder, so --encoder-path is one too many`)
  const localPath = isFolder ? resolve(encoder) : encoderPath
  const model = isFolder ? basename(resolve(encoder)) : encoder === 'transformers' ? undefined : encoder
  return EncoderConfig.transformers(model, {
    onProgress,
    ...(localPath !== undefined && { localPath }),
    ...(encoderRevision !== undefined && { revision: encoderRevision }),
    ...(encoderPrecision !== undefined && { precision: encoderPrecision }),
    ...(encoderPooling !== undefined && { pooling: encoderPooling }),
  })
}

async function namesFolder(text: string): Promise<boolean> {
  if (text.startsWith('.') || isAbsolute(text)) return true
  return (await stat(text).catch(() => null))?.isDirectory() ?? false
}
