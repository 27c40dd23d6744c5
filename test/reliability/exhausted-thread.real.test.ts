import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const SCRIPT = fileURLToPath(new URL('exhausted-process.mjs', import.meta.url))

test('a thread that runs out of memory ends alone: its calls reject, the process lives, and the next call starts it again', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=48', SCRIPT])
  expect(JSON.parse(stdout)).toEqual({ codes: ['SMARTMEMO_WORKER_LOST', 'SMARTMEMO_WORKER_LOST'], after: 0 })
})
