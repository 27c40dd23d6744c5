import { appendFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

// Loaded with --import into a process and all its threads: notes every attempt to load a native addon, and that it watches.
const log = (line) => appendFileSync(process.env.NATIVE_LOG, `${line}\n`)
log(isMainThread ? 'watching the main thread' : 'watching a worker')
process.dlopen = (_, file) => {
  log(`loaded ${file}`)
  throw new Error(`a native addon was loaded: ${file}`)
}
