/** Builds dist/: `node build.mjs`, or `npm run build`. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import wabt from 'wabt'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Compiles the WebAssembly kernel into a module of its own, since edge-like runtimes cannot read files. */
async function buildKernel() {
  const { parseWat } = await wabt()
  const source = parseWat('kernel.wat', readFileSync(at('src/ann/kernel.wat'), 'utf8'), { simd: true })
  const base64 = Buffer.from(source.toBinary({}).buffer).toString('base64')
  const text = `/** Made from kernel.wat by build.mjs. */\nexport const KERNEL_BASE64 =\n  '${base64}'\n`
  const target = at('src/ann/kernel-bytes.ts')
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text)
}

function compileTypeScript() {
  execFileSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.json')], { stdio: 'inherit' })
}

await buildKernel()
if (process.argv.includes('--clean')) rmSync(at('dist'), { recursive: true, force: true })
compileTypeScript()
