import { join } from 'node:path'
import { readModelFolder } from '../../model-files/model-folder.js'
import type { Check } from './check.js'

/** The bundled models, and what kinds of model may be in each folder. */
const FOLDERS = [
  { folder: 'encoder', kinds: ['encoder'] },
  { folder: 'lexicon', kinds: ['lexicon'] },
  { folder: 'classifier', kinds: ['pair', 'embedding-mlp'] },
] as const

/** Every file of the bundled models has the sha256 that its card says. */
export function checkModels(modelsDir: string): readonly Check[] {
  return FOLDERS.map(({ folder, kinds }) => ({
    name: `bundled ${folder}`,
    run: async () => {
      const { card, files } = await readModelFolder(join(modelsDir, folder), kinds)
      const count = files.size === 1 ? '1 file has' : `${files.size} files have`
      return { status: 'ok', detail: `${card.name}@${card.version}, ${count} the sha256 of its card` }
    },
  }))
}
