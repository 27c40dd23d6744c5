import { Link } from '../../dist/src/threads/link.js'
import { WorkerConnector } from '../../dist/src/threads/worker-connector.js'

// Lets a thread run out of memory and asks it again: node --max-old-space-size=48 exhausted-process.mjs
const link = new Link(new WorkerConnector('hungry', new URL('exhausted-thread.mjs', import.meta.url)), async () => {})
const calls = [link.service.eat(), link.service.count()]
const codes = (await Promise.allSettled(calls)).map(({ status, reason }) => reason?.code ?? status)
console.log(JSON.stringify({ codes, after: await link.service.count() }))
await link.close()
