import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readModelFolder } from '../../src/model-files/model-folder.js'
import { settle } from '../cache/fake-llm.js'
import { writeTinyClassifier } from '../cli/tiny-classifier.js'
import { collect } from '../cache/published.js'
import { built } from '../smart-memo/built.js'
import { CacheOfTest } from '../smart-memo/cache-of-test.js'

const BUNDLED = fileURLToPath(new URL('../../models/bundled', import.meta.url))
const failures = collect<{ action: string; error: { code: string } }>('smartmemo:failure')
const own = new CacheOfTest(1)

/** What can become of a file. */
const faults: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'cut in half': (bytes) => bytes.subarray(0, bytes.length >> 1),
  empty: () => Buffer.alloc(0),
  'one byte short': (bytes) => bytes.subarray(0, -1),
  'one byte longer': (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]),
  'flipped in its first byte': (bytes) => flipped(bytes, 0),
  'flipped in the middle': (bytes) => flipped(bytes, bytes.length >> 1),
  'flipped in its last byte': (bytes) => flipped(bytes, bytes.length - 1),
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at]! ^= 1
  return copy
}

describe.each(Object.entries(faults))('a model file %s', (_, damage) => {
  test('of a classifier: ready() names it, prompts go to the LLM, and once it is restored the same cache decides again', async () => {
    const folder = join(own.folder, 'classifier')
    await writeTinyClassifier(folder)
    const path = join(folder, 'classifier.onnx')
    const intact = await readFile(path)
    await writeFile(path, damage(intact))
    const cache = own.create({ classifier: built.ClassifierConfig.fromFile(folder), encoder: built.EncoderConfig.bundled() })
    await expect(cache.ready()).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_FILE', details: { path } })
    expect(await cache.getOrCall({ prompt: 'a', llmFunction: () => 'r' })).toMatchObject({
      response: 'r',
      reason: 'lookup-failed',
    })
    expect(failures[0]).toMatchObject({ error: { code: 'SMARTMEMO_MODEL_FILE' } })
    await writeFile(path, intact)
    const deadline = Date.now() + 20_000
    while (
      !(await cache.ready().then(
        () => true,
        () => false,
      ))
    ) {
      expect(Date.now()).toBeLessThan(deadline)
      await settle()
    }
    await cache.remember({ prompt: 'Approve the refund', response: 'stored' })
    expect(await cache.getOrCall({ prompt: 'Please approve the refund', llmFunction: () => 'r' })).toMatchObject({
      response: 'stored',
    })
  })
})

describe('every file of the bundled models', () => {
  test('is refused when it is gone, cut or flipped, by name, and used again when it is back', async () => {
    const modelsDir = join(own.folder, 'models')
    await cp(BUNDLED, modelsDir, { recursive: true })
    for (const kind of await readdir(modelsDir)) {
      const folder = join(modelsDir, kind)
      const read = () => readModelFolder(folder, ['encoder', 'pair', 'lexicon'])
      for (const name of await readdir(folder)) {
        const path = join(folder, name)
        const intact = await readFile(path)
        const refusal = { code: 'SMARTMEMO_MODEL_FILE', details: { path } }
        await rename(path, `${path}.away`)
        await expect(read(), path).rejects.toMatchObject(refusal)
        await rename(`${path}.away`, path)
        const some = Object.entries(faults).filter(
          ([fault]) => name !== 'card.json' || !fault.startsWith('flipped in the middle'),
        )
        for (const [fault, damage] of some) {
          await writeFile(path, damage(intact))
          // A card may end in white space.
          if (name === 'card.json' && /one byte|last byte/.test(fault)) continue
          await expect(read(), `${path} ${fault}`).rejects.toMatchObject(refusal)
        }
        await writeFile(path, intact)
      }
      expect((await read()).files.size).toBeGreaterThan(0)
    }
  })
})
