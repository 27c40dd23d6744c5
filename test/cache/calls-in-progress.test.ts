import { expect, test } from 'vitest'
import { CallsInProgress } from '../../src/cache/calls-in-progress.js'
import { defer, settle } from './fake-llm.js'

test('CallsInProgress waits for everything that is going on, also for what begins meanwhile, whatever it comes to', async () => {
  const calls = new CallsInProgress()
  await calls.settled()
  const [first, second] = [defer<void>(), defer<void>()]
  const tracked = calls.track(first.promise)
  let isSettled = false
  const settled = calls.settled().then(() => (isSettled = true))
  void calls.track(second.promise)
  first.reject(new Error('no'))
  await expect(tracked).rejects.toThrow('no')
  await settle()
  expect(isSettled).toBe(false)
  second.resolve()
  await settled
})
