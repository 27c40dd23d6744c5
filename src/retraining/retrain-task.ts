import type { EncoderSource } from '../encoder/encoder.js'
import type { TrainingRecipe } from '../training/recipe.js'
import type { GateLimits } from './gates.js'

/** What to retrain from; plain data, since it travels to a worker. Paths are absolute or relative to the process. */
export interface RetrainTask extends GateLimits {
  /** Folder of the classifier in use. */
  readonly active: string
  /** Pairs as `export-feedback` writes them. */
  readonly feedback: string
  /** Labelled pairs that decide about promotion; nothing is trained on them. */
  readonly validationData: string
  /** Only pairs of this split; null: all. */
  readonly validationSplit: string | null
  /** More labelled pairs to train on; null: none. */
  readonly seedData: string | null
  /** Only feedback and seed pairs of this domain; null: all. */
  readonly domain: string | null
  /** Folder for the candidate and `report.json`. */
  readonly out: string
  /** Where the report goes; null: `report.json` in `out`. */
  readonly report: string | null
  /** Folder that receives the candidate when every gate is passed; null: it is only judged. */
  readonly promoteTo: string | null
  readonly recipe: Partial<TrainingRecipe>
  readonly modelsDir: string
  /** Of `embedding-mlp` classifiers; its files are on disk. */
  readonly encoder: EncoderSource
  /** Labelled pairs to go over again, so that nothing is forgotten; from the training mix of the bundled classifier. */
  readonly replay: string
  /** Templates and base prompts that safety traps and more pairs to go over are made of. */
  readonly generation: { readonly templates: string; readonly prompts: string }
}
