/** Makes an object whose every method forwards to `call`; it is not thenable. */
export function remoteObject(call: (method: string, args: readonly unknown[]) => Promise<unknown>): object {
  return new Proxy(
    {},
    {
      get: (_, method) =>
        typeof method === 'string' && method !== 'then' ? (...args: unknown[]) => call(method, args) : undefined,
    },
  )
}
