/** Makes an object whose every method forwards to `call`; it is not thenable. */
export function remoteObject<T extends object>(call: (method: string, args: readonly unknown[]) => Promise<unknown>): T {
  return new Proxy({} as T, {
    get: (_, method) =>
      typeof method === 'string' && method !== 'then' ? (...args: unknown[]) => call(method, args) : undefined,
  })
}
