import { closeSync, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { EncoderConfig, SmartMemo } from '../../dist/src/index.js'

// Does with a cache what it is told line by line, each a JSON array of a name and arguments, and prints what came of it:
// node driven-cache.mjs <options as JSON>
// The clock that the cache is made with.
const now = Date.now
let skippedMs = 0
Date.now = () => now() + skippedMs
const cache = new SmartMemo({
  domain: 'driven',
  encoder: EncoderConfig.hash(),
  cosineThreshold: 0.99,
  ...JSON.parse(process.argv[2]),
})
const opened = []
const actions = {
  ready: () => cache.ready(),
  ask: async (prompt) => cache.getOrCall({ prompt, llmFunction: async () => `response to ${prompt}` }),
  remember: (prompt, response) => cache.remember({ prompt, response }),
  lookup: (prompt) => cache.lookup({ prompt }),
  forget: (prompt) => cache.forget({ prompt }),
  flush: () => cache.flush(),
  close: () => cache.close(),
  // What the clock of a machine does that slept.
  skip: (ms) => {
    skippedMs += ms
  },
  // Leaves no file descriptor to anybody.
  exhaustFiles: () => {
    for (;;) {
      try {
        opened.push(openSync('/dev/null'))
      } catch (error) {
        return error.code
      }
    }
  },
  freeFiles: () => {
    for (const file of opened.splice(0)) closeSync(file)
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...args] = JSON.parse(line)
  const answer = await Promise.resolve()
    .then(() => actions[name](...args))
    .then(
      (value) => ({ value: value ?? null }),
      (error) => ({ error: { code: error.code, message: error.message, details: error.details } }),
    )
  writeSync(1, `${JSON.stringify(answer)}\n`)
}
