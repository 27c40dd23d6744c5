import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installClassifier, rollBackClassifier, type UnplacedClassifier } from '../../src/model-files/classifier-folder.js'
import { nodeFolderFiles, type FolderFiles } from '../../src/model-files/folder-files.js'
import { fileOf, graphOf, readModelFolder } from '../../src/model-files/model-folder.js'

function classifier(name: string): UnplacedClassifier {
  return {
    files: new Map([
      ['classifier.onnx', Buffer.from(`graph of ${name}`)],
      ['words.bin', Buffer.from(`words of ${name}`)],
    ]),
    card: { formatVersion: 1, name, kind: 'pair', dataSets: [], metrics: {} },
  }
}

describe('a classifier folder', () => {
  let folder: string

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'smartmemo-folder-')), 'classifier')
  })
  afterEach(() => rm(join(folder, '..'), { recursive: true }))

  const inUse = async () => {
    const read = await readModelFolder(folder, ['pair'])
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
    return { name: read.card.name, graph: text(graphOf(read)), words: text(fileOf(read, 'words.bin')) }
  }

  it('installClassifier writes a folder that passes its own hashes', async () => {
    await installClassifier(folder, classifier('first'))
    expect(await inUse()).toEqual({ name: 'first', graph: 'graph of first', words: 'words of first' })
  })

  it('rollBackClassifier brings the one before back, and a second time the later one', async () => {
    await installClassifier(folder, classifier('first'))
    await installClassifier(folder, classifier('second'))
    expect((await rollBackClassifier(folder)).name).toBe('first')
    expect(await inUse()).toEqual({ name: 'first', graph: 'graph of first', words: 'words of first' })
    await rollBackClassifier(folder)
    expect((await inUse()).name).toBe('second')
  })

  it('keeps two classifiers and removes older ones, but nothing else', async () => {
    await installClassifier(folder, classifier('first'))
    await writeFile(join(folder, 'notes.txt'), 'mine')
    await installClassifier(folder, classifier('second'))
    await installClassifier(folder, classifier('third'))
    const names = await readdir(folder)
    expect(names.filter((name) => name.endsWith('.onnx'))).toHaveLength(2)
    expect(names).toContain('notes.txt')
    expect((await rollBackClassifier(folder)).name).toBe('second')
  })

  it('does not forget the one before when the same classifier is installed again', async () => {
    await installClassifier(folder, classifier('first'))
    await installClassifier(folder, classifier('second'))
    await installClassifier(folder, classifier('second'))
    expect((await rollBackClassifier(folder)).name).toBe('first')
  })

  it('keeps a stand-in where the folder had no classifier before', async () => {
    const bundled = join(folder, '..', 'bundled')
    await installClassifier(bundled, classifier('bundled'))
    await installClassifier(folder, classifier('first'), await readModelFolder(bundled, ['pair']))
    await rollBackClassifier(folder)
    expect(await inUse()).toEqual({ name: 'bundled', graph: 'graph of bundled', words: 'words of bundled' })
  })

  it.each([
    ['nothing is kept', async () => {}],
    [
      'the kept file was altered',
      async () => {
        const { files } = await installClassifier(folder, classifier('first'))
        await installClassifier(folder, classifier('second'))
        await writeFile(join(folder, Object.keys(files)[0]!), 'altered')
      },
    ],
  ])('rollBackClassifier refuses when %s, and changes nothing', async (_, prepare) => {
    await installClassifier(folder, classifier('second'))
    await prepare()
    await expect(rollBackClassifier(folder)).rejects.toMatchObject({ code: 'SMARTMEMO_MODEL_FILE' })
    expect((await inUse()).name).toBe('second')
  })

  it('has a whole classifier in use whichever of its writes the disk refuses', async () => {
    await installClassifier(folder, classifier('first'))
    let refused = 0
    for (let failing = 0; ; failing++) {
      let writes = 0
      const files: FolderFiles = {
        ...nodeFolderFiles,
        replace: (path, bytes) => {
          if (writes++ !== failing) return nodeFolderFiles.replace(path, bytes)
          return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' }))
        },
      }
      try {
        await installClassifier(folder, classifier(`attempt ${failing}`), null, files)
        break
      } catch (error) {
        refused++
        expect(error).toMatchObject({ code: 'SMARTMEMO_FILE_ACCESS', details: { reason: 'the disk is full' } })
        expect(await inUse()).toEqual({ name: 'first', graph: 'graph of first', words: 'words of first' })
      }
    }
    // Two files, the card of the one before, the card.
    expect(refused).toBe(4)
  })
})
