import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
