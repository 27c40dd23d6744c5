/** Bundles the tokenizers of @xenova/transformers into a module of our own; `build.mjs` and the unit tests call it. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const PACKAGE = dirname(require.resolve('@xenova/transformers/package.json'))
const TARGET = at('src/encoder/transformers/vendor/')
const OUTPUT = `${TARGET}xenova-tokenizer.js`

/** What the tokenizers import and plain tokenizing never calls: downloads, ONNX tensors, chat templates. */
const LEFT_OUT = {
  './utils/hub.js': 'export const getModelJSON = undefined',
  './utils/tensor.js': 'export class Tensor {}',
  '@huggingface/jinja': 'export class Template {}',
}

const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path }) => (path in LEFT_OUT ? { path, namespace: 'left-out' } : undefined))
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: LEFT_OUT[path] }))
  },
}

/** Writes `vendor/xenova-tokenizer.js` and the licence beside it. Any import that is neither bundled nor left out fails. */
export async function vendorTokenizer() {
  const { name, version, license } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
  await build({
    stdin: { contents: `export { PreTrainedTokenizer } from './src/tokenizers.js'`, resolveDir: PACKAGE },
    outfile: OUTPUT,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    plugins: [leaveOut],
    legalComments: 'none',
    banner: {
      js: `/* The tokenizers of ${name} ${version} (${license}, see LICENSE), bundled and minified; its hub, tensor and chat-template code is left out. */`,
    },
    logLevel: 'warning',
  })
  cpSync(join(PACKAGE, 'LICENSE'), `${TARGET}LICENSE`)
}

/** Puts what {@link vendorTokenizer} wrote where the compiled code looks for it. */
export function copyVendoredTo(folder) {
  for (const file of ['xenova-tokenizer.js', 'LICENSE'])
    cpSync(`${TARGET}${file}`, `${folder}/src/encoder/transformers/vendor/${file}`)
}

/** For unit tests, which run TypeScript sources without a build. */
export default async function vendorOnce() {
  if (!existsSync(OUTPUT)) await vendorTokenizer()
}
