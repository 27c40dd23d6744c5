import { Worker } from 'node:worker_threads'
import type { Check, Finding } from './check.js'

/** `Node 20.20.2`, held against the `engines` of package.json, which reads `>=20.19`. */
export function checkRuntime(versions: Readonly<Record<string, string | undefined>>, engines: string): Check {
  return {
    name: 'runtime',
    run: () => {
      for (const [name, title] of [
        ['bun', 'Bun'],
        ['deno', 'Deno'],
      ] as const) {
        if (versions[name] !== undefined) return { status: 'ok', detail: `${title} ${versions[name]}` }
      }
      const found = versions['node'] ?? 'of an unknown version'
      if (isAtLeast(found, engines.replace('>=', ''))) return { status: 'ok', detail: `Node ${found}` }
      return { status: 'failed', detail: `Node ${found}`, remedy: `Use Node ${engines.replace('>=', '')} or newer` }
    },
  }
}

/** A module whose one function makes a 128-bit vector: it compiles only where WebAssembly has SIMD. */
const SIMD_MODULE = Uint8Array.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 0x0a, 8, 1, 6, 0, 0x41, 0, 0xfd, 0x0f, 0x0b,
])

/** All inference, the search and the database run in WebAssembly. */
export const checkWebAssembly: Check = {
  name: 'WebAssembly',
  run: () => {
    if (WebAssembly.validate(SIMD_MODULE)) return { status: 'ok', detail: 'with SIMD' }
    return { status: 'failed', detail: 'without SIMD', remedy: 'Use a newer runtime, and do not switch SIMD off with a V8 flag' }
  },
}

/** A thread answers a message. */
export const checkThreads: Check = {
  name: 'worker threads',
  run: async (): Promise<Finding> => {
    const worker = new Worker(`require('node:worker_threads').parentPort.postMessage(0)`, { eval: true })
    try {
      await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
      return { status: 'ok', detail: 'a thread starts and answers' }
    } catch (error) {
      const remedy = 'Create the cache with threads: 0, which runs everything on the calling thread'
      return { status: 'failed', detail: (error as Error).message, remedy }
    } finally {
      await worker.terminate()
    }
  },
}

function isAtLeast(version: string, least: string): boolean {
  const [found, wanted] = [version, least].map((text) => text.split('.').map(Number))
  for (const [index, part] of wanted!.entries()) {
    const own = found![index] ?? 0
    if (own !== part) return own > part
  }
  return true
}
