import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CLOSE_DEADLINE_MS, Link } from '../../src/threads/link.js'
import { defer, settle } from '../cache/fake-llm.js'
import { FakeConnector } from './fake-connector.js'

interface Service {
  ask(what: string): Promise<string>
  close(): Promise<void>
}

const answering = (attempt: number): Service => ({
  ask: async (what) => `${what} by ${attempt}`,
  close: async () => {},
})

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

describe('Link', () => {
  test('connects and opens on first use, once for all calls', async () => {
    const connector = new FakeConnector(answering)
    let opens = 0
    const link = new Link<Service>(connector, async () => void opens++)
    expect(connector.attempts).toBe(0)
    expect(await Promise.all([link.service.ask('a'), link.service.ask('b'), link.ready()])).toEqual([
      'a by 1',
      'b by 1',
      undefined,
    ])
    expect([connector.attempts, opens]).toEqual([1, 1])
  })

  test('lets calls wait until the service is open, and counts them', async () => {
    const gate = defer<void>()
    const link = new Link<Service>(new FakeConnector(answering), () => gate.promise)
    const calls = [link.service.ask('a'), link.service.ask('b')]
    await settle()
    expect(link.pendingCalls).toBe(2)
    gate.resolve()
    await Promise.all(calls)
    expect(link.pendingCalls).toBe(0)
  })

  test('opens a new connection as soon as one is lost, before the next call', async () => {
    const connector = new FakeConnector(answering)
    const opened: Service[] = []
    const link = new Link<Service>(connector, async (service) => void opened.push(service))
    await link.ready()
    connector.lose()
    await settle()
    expect([connector.attempts, opened.length]).toEqual([2, 2])
    expect(await link.service.ask('a')).toBe('a by 2')
  })

  test('gives the failure of opening to callers, disconnects, and tries again later, not at once', async () => {
    const connector = new FakeConnector(answering)
    let isBroken = true
    const link = new Link<Service>(connector, async () => {
      if (isBroken) throw new Error('locked')
    })
    await expect(link.service.ask('a')).rejects.toThrow('locked')
    await expect(link.ready()).rejects.toThrow('locked')
    expect([connector.attempts, connector.disconnects]).toEqual([1, 1])
    isBroken = false
    vi.advanceTimersByTime(499)
    await expect(link.ready()).rejects.toThrow('locked')
    vi.advanceTimersByTime(1)
    expect(await link.service.ask('a')).toBe('a by 2')
  })

  test('passes on what a call rejects with, and goes on', async () => {
    const service: Service = { ask: () => Promise.reject(new RangeError('no')), close: async () => {} }
    const link = new Link<Service>(new FakeConnector(() => service), async () => {})
    await expect(link.service.ask('a')).rejects.toThrow(RangeError)
    expect(link.pendingCalls).toBe(0)
  })

  test('closes the service, then the connection and the connector, once', async () => {
    const connector = new FakeConnector(answering)
    const link = new Link<Service>(connector, async () => {})
    await link.ready()
    await Promise.all([link.close(), link.close()])
    expect([connector.disconnects, connector.closes]).toEqual([1, 1])
    await expect(link.service.ask('a')).rejects.toMatchObject({ code: 'SMARTMEMO_CLOSED' })
  })

  test('closes what was never opened, and what is being opened', async () => {
    const unused = new FakeConnector(answering)
    await new Link<Service>(unused, async () => {}).close()
    expect([unused.attempts, unused.closes]).toEqual([0, 1])

    const gate = defer<void>()
    const opening = new FakeConnector(answering)
    const link = new Link<Service>(opening, () => gate.promise)
    void link.ready()
    const closed = link.close()
    gate.resolve()
    await closed
    expect([opening.disconnects, opening.closes]).toEqual([1, 1])
  })

  test('closes although the service dies while it closes, and does not start it again', async () => {
    const connector = new FakeConnector((attempt) => ({ ...answering(attempt), close: () => new Promise<void>(() => {}) }))
    const link = new Link<Service>(connector, async () => {})
    await link.ready()
    const closed = link.close()
    await settle()
    connector.lose()
    await closed
    expect([connector.attempts, connector.closes]).toEqual([1, 1])
  })

  test('ends everything when the service does not close in time, and says so', async () => {
    const connector = new FakeConnector((attempt) => ({ ...answering(attempt), close: () => new Promise<void>(() => {}) }))
    const link = new Link<Service>(connector, async () => {})
    await link.ready()
    const closed = link.close()
    closed.catch(() => {})
    await settle()
    vi.advanceTimersByTime(CLOSE_DEADLINE_MS)
    await expect(closed).rejects.toMatchObject({ code: 'SMARTMEMO_DEADLINE' })
    expect([connector.disconnects, connector.closes]).toEqual([1, 1])
  })

  test('rejects with what closing the service failed with, having ended everything', async () => {
    const connector = new FakeConnector((attempt) => ({ ...answering(attempt), close: () => Promise.reject(new Error('full')) }))
    const link = new Link<Service>(connector, async () => {})
    await link.ready()
    await expect(link.close()).rejects.toThrow('full')
    expect([connector.disconnects, connector.closes]).toEqual([1, 1])
  })
})
