import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const HOOK = new URL('refuse-native.mjs', import.meta.url).href
const LIFECYCLE = fileURLToPath(new URL('whole-lifecycle.mjs', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smartmemo-native-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a whole lifecycle; returns what the hook noted. */
function run(...args: string[]): string[] {
  const env = { ...process.env, NATIVE_LOG: join(folder, 'log'), NATIVE_ADDON: join(folder, 'addon.node') }
  const { status, stderr } = spawnSync(process.execPath, ['--import', HOOK, LIFECYCLE, ...args], { env, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n')
}

test('no native addon is loaded in the whole life of a cache, on the main thread or on a worker', () => {
  const log = run()
  expect(log.filter((line) => line.startsWith('loaded'))).toEqual([])
  expect(log).toContain('watching the main thread')
  expect(log.filter((line) => line === 'watching a worker').length).toBeGreaterThanOrEqual(2)
})

test('the hook would notice one', () => {
  expect(run('--load-one')).toContain(`loaded ${join(folder, 'addon.node')}`)
})
