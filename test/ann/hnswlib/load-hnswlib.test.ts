import { afterEach, expect, test, vi } from 'vitest'
import { loadHnswlib } from '../../../src/ann/hnswlib/load-hnswlib.js'

afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(globalThis, 'window')
})

test('loadHnswlib leaves no window behind and prints nothing', async () => {
  const printed = (['log', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level))
  await loadHnswlib()
  expect('window' in globalThis).toBe(false)
  expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([])
})

test('loadHnswlib keeps a window that is there', async () => {
  const window = {}
  Object.defineProperty(globalThis, 'window', { value: window, configurable: true })
  await loadHnswlib()
  expect((globalThis as { window?: unknown }).window).toBe(window)
})

test('loadHnswlib gives each instance a memory of its own', async () => {
  const [first, second] = [await loadHnswlib(), await loadHnswlib()]
  const graph = new first.library.HierarchicalNSW('ip', 4, '')
  graph.initIndex(10, 16, 100, 1)
  graph.addPoint(new Float32Array([1, 0, 0, 0]), 0, false)
  expect(first.library.HierarchicalNSW).not.toBe(second.library.HierarchicalNSW)
  const other = new second.library.HierarchicalNSW('ip', 4, '')
  other.initIndex(10, 16, 100, 1)
  expect([graph.getCurrentCount(), other.getCurrentCount()]).toEqual([1, 0])
})
