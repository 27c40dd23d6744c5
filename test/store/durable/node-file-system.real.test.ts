import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NodeFileSystem } from '../../../src/store/durable/node-file-system.js'
import { openForWriting } from '../../../src/store/durable/open-store.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-files-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.skipIf(process.platform === 'win32')('files and folders belong to their owner alone', async () => {
  const dbPath = join(folder, 'private', 'cache.db')
  const { durable } = await openForWriting(new NodeFileSystem(), dbPath, 'me', 0)
  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
  expect(await mode(join(folder, 'private'))).toBe('700')
  for (const path of [dbPath, `${dbPath}.log`, `${dbPath}.lock`]) expect(await mode(path)).toBe('600')
  await durable.close()
})

describe('makeFolder', () => {
  const files = new NodeFileSystem()

  test('makes the folders above too, and leaves those that are there', async () => {
    const path = join(folder, 'a', 'b', 'c')
    await files.makeFolder(path)
    await files.makeFolder(path)
    await files.makeFolder(folder)
    await files.makeFolder('/')
    expect((await stat(path)).isDirectory()).toBe(true)
  })

  test('says what stands in the way', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(files.makeFolder(join(folder, 'file', 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })

  test.skipIf(process.platform !== 'linux')('fails where no folder can be made, instead of trying for ever', async () => {
    await expect(files.makeFolder('/proc/smartmemo')).rejects.toMatchObject({ code: expect.stringMatching(/^E/) as string })
    await expect(files.makeFolder('/proc/smartmemo/deeper/still')).rejects.toMatchObject({
      code: expect.stringMatching(/^E/) as string,
    })
  })
})
