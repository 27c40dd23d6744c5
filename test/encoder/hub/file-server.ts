import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Answers one request; `count` says how many came before it. */
export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void

/** A server on this machine, and what it was asked. */
export interface FileServer {
  readonly origin: string
  /** Path and Range header of each request, in order. */
  readonly requests: readonly (readonly [path: string, range: string | undefined])[]
  close(): Promise<void>
}

/** Starts a server that ends with the test. */
export async function startServer(handler: Handler): Promise<FileServer> {
  const requests: [string, string | undefined][] = []
  const server = createServer((request, response) => {
    requests.push([request.url!, request.headers.range])
    handler(request, response, requests.length - 1)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(close)
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close }
}

/** What a file server says beside the bytes. */
export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Breaks the connection after so many bytes of this answer, once `cutWhen` says that they have arrived. */
  readonly cutAfter?: number
  readonly cutWhen?: Promise<void>
  readonly canResume?: boolean
}

/** Sends `content` as file servers do, with Range and If-Range, or the beginning of it. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  content: Uint8Array,
  options: SendOptions = {},
): void {
  const { headers = {}, cutAfter, cutWhen, canResume = true } = options
  const { range, 'if-range': condition } = request.headers
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
  const isPart = canResume && range !== undefined && (condition === undefined || condition === headers['etag'])
  if (isPart && start >= content.length) {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${content.length}` }).end()
    return
  }
  const body = isPart ? content.subarray(start) : content
  const contentRange = isPart ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {}
  response.writeHead(isPart ? 206 : 200, { ...headers, ...contentRange, 'content-length': body.length })
  if (cutAfter === undefined) response.end(body)
  else response.write(body.subarray(0, cutAfter), () => void Promise.resolve(cutWhen).then(() => response.destroy()))
}

/** Lets a server wait until the client has so much of a file on its disk. */
export class Arrivals {
  readonly #waiting: { readonly bytes: number; readonly resolve: () => void }[] = []

  readonly onProgress = (loaded: number): void => {
    for (const { bytes, resolve } of this.#waiting) if (loaded >= bytes) resolve()
  }

  of(bytes: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ bytes, resolve }))
  }
}
