/** Resolves as `work` does, or rejects with the signal's reason as soon as it aborts; `onAbort` is called then. */
export async function raceAbort<T>(work: Promise<T>, signal: AbortSignal | undefined, onAbort?: () => void): Promise<T> {
  if (!signal) return work
  let leave!: () => void
  const aborted = new Promise<never>((_, reject) => {
    leave = () => {
      onAbort?.()
      reject(signal.reason as Error)
    }
  })
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([aborted, work])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
