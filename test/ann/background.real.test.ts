import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const RETRIEVER = new URL('../../dist/src/ann/retriever.js', import.meta.url).href
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Fills a partition that turns to HNSW at 200 entries. */
const FILL = `
  const { Retriever } = await import(${JSON.stringify(RETRIEVER)})
  const retriever = await Retriever.create(64, { hnswFrom: 200 })
  const words = { ids: new Uint32Array(0), weights: new Float32Array(0) }
  const embedding = (label) => Float32Array.from({ length: 64 }, (_, at) => Math.cos(label * (at + 1)) / 6)
  for (let label = 0; label < 2000; label++) retriever.add('p', label, embedding(label), words)
`

async function run(source: string): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source], { cwd: ROOT, timeout: 60_000 })
}

test('Retriever does not keep the process alive for a graph that it is building', async () => {
  const { stdout, stderr } = await run(`${FILL} console.log(JSON.stringify(retriever.kinds()))`)
  expect({ stdout, stderr }).toEqual({ stdout: '{"exact":1}\n', stderr: '' })
})

test('Retriever builds its graph in a worker thread, without a word and without a window, while it answers', async () => {
  const worker = `
    import('node:worker_threads').then(async ({ parentPort }) => {
      ${FILL}
      let answers = 0
      const ask = () => {
        if (retriever.search('p', embedding(answers++ % 2000), null, 3).length !== 3) throw new Error('too few')
        if (retriever.kinds().hnsw !== 1 || answers < 500) return setTimeout(ask, 1)
        parentPort.postMessage({ kinds: retriever.kinds(), window: 'window' in globalThis })
      }
      ask()
    })
  `
  const { stdout, stderr } = await run(`
    import { Worker } from 'node:worker_threads'
    const worker = new Worker(${JSON.stringify(worker)}, { eval: true })
    worker.on('message', (message) => { console.log(JSON.stringify(message)); void worker.terminate() })
  `)
  expect({ stdout, stderr }).toEqual({ stdout: '{"kinds":{"hnsw":1},"window":false}\n', stderr: '' })
})
