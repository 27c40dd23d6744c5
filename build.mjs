/** Builds dist/: `node build.mjs`, or `npm run build`. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import wabt from 'wabt'
import { copyVendoredTo, vendorTokenizer } from './vendor-tokenizer.mjs'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Compiles every kernel.wat under src/ into a module beside it, since edge-like runtimes cannot read files. */
async function buildKernels() {
  const { parseWat } = await wabt()
  const sources = readdirSync(at('src'), { recursive: true }).filter((file) => file.endsWith('kernel.wat'))
  for (const source of sources) {
    const parsed = parseWat('kernel.wat', readFileSync(at(`src/${source}`), 'utf8'), { simd: true })
    const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64')
    const text = `/** Made from kernel.wat by build.mjs. */\nexport const KERNEL_BASE64 =\n  '${base64}'\n`
    const target = at(`src/${source.replace(/\.wat$/, '-bytes.ts')}`)
    if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text)
  }
}

function compileTypeScript() {
  execFileSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.json')], { stdio: 'inherit' })
}

await buildKernels()
await vendorTokenizer()
if (process.argv.includes('--clean')) rmSync(at('dist'), { recursive: true, force: true })
compileTypeScript()
copyVendoredTo(at('dist'))
