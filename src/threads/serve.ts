import * as Comlink from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { encodeError } from '../errors/wire.js'
import type { AttachTask, Dispatch, Reply } from './protocol.js'

/**
 * Answers calls to `service` on the task's port until the port closes. Returns at once, so that Piscina counts
 * the worker as idle and lets the process end when nothing else is going on.
 */
export function serve(task: AttachTask, service: object): void {
  const dispatch: Dispatch = async (method, ...args): Promise<Reply> => {
    try {
      const target = (service as Record<string, unknown>)[method]
      if (typeof target !== 'function') throw new TypeError(`No method ${method} on ${service.constructor.name}`)
      return { ok: true, value: await target.apply(service, args) }
    } catch (error) {
      return { ok: false, error: encodeError(error) }
    }
  }
  Comlink.expose(dispatch, nodeEndpoint(task.port))
}
