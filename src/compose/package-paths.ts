/** Root of the installed package: this file is `dist/src/compose/…` there, `src/compose/…` when run from source. */
const PACKAGE_ROOT = new URL(import.meta.url.includes('/dist/src/') ? '../../../' : '../../', import.meta.url)

/** Folder with the bundled encoder, lexicon and classifier. */
export const BUNDLED_MODELS = new URL('models/bundled/', PACKAGE_ROOT)

/** What `generate-pairs` starts from. */
export const GENERATION_FILES = {
  templates: new URL('models/generation/templates.jsonl', PACKAGE_ROOT),
  prompts: new URL('models/generation/prompts.jsonl', PACKAGE_ROOT),
} as const

/** Pairs that the bundled classifier was trained on. */
export const REPLAY_FILE = new URL('models/generation/replay.jsonl.gz', PACKAGE_ROOT)

/** Entry files of the worker threads; they exist once the package is built. */
export const WORKER_FILES = {
  memory: new URL('dist/workers/memory.js', PACKAGE_ROOT),
  inference: new URL('dist/workers/inference.js', PACKAGE_ROOT),
  training: new URL('dist/workers/training.js', PACKAGE_ROOT),
} as const

/** The package's own package.json. */
export const PACKAGE_JSON = new URL('package.json', PACKAGE_ROOT)
