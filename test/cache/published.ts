import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, beforeEach } from 'vitest'

/** Collects what is published on a channel during each test of the calling file. */
export function collect<T>(channel: string): T[] {
  const messages: T[] = []
  const listener = (message: unknown) => void messages.push(message as T)
  beforeEach(() => subscribe(channel, listener))
  afterEach(() => {
    unsubscribe(channel, listener)
    messages.length = 0
  })
  return messages
}
