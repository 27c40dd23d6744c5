import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import * as Comlink from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StoreLockedError } from '../../src/errors/errors.js'
import type { Dispatch } from '../../src/threads/protocol.js'
import { serve } from '../../src/threads/serve.js'

let channel: MessageChannel
beforeEach(() => {
  channel = new MessageChannel()
})
afterEach(async () => {
  channel.port1.close()
  await once(channel.port1, 'close')
})

test('serve answers calls with values, and failures as data that keeps their class', async () => {
  const service = {
    offset: 1,
    add(number: number) {
      return Promise.resolve(number + this.offset)
    },
    fail: () => Promise.reject(new StoreLockedError({ path: 'a', pid: 1, host: 'h' })),
  }
  serve({ port: channel.port2 }, service)
  const dispatch = Comlink.wrap<Dispatch>(nodeEndpoint(channel.port1))
  expect(await dispatch('add', 41)).toEqual({ ok: true, value: 42 })
  expect(await dispatch('fail')).toMatchObject({ ok: false, error: { name: 'StoreLockedError', code: 'SMARTMEMO_STORE_LOCKED' } })
  expect(await dispatch('none')).toMatchObject({ ok: false, error: { name: 'TypeError' } })
  dispatch[Comlink.releaseProxy]()
})
