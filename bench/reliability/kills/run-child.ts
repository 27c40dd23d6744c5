import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** How a child ended and what it had said by then. */
export interface ChildEnd {
  readonly lines: readonly string[]
  /** Milliseconds since 1970, just before the signal; null when the child killed itself. */
  readonly killedAtMs: number | null
}

/** A child that says nothing for so long is killed and counts as hanging. */
const SILENCE_MS = 60_000

/**
 * Starts a script and kills it `afterMs` after its first acknowledgement (a line that begins with `ack`); null to let it kill
 * itself. Throws when it ends in any other way.
 */
export async function runAndKill(script: string, settings: object, afterMs: number | null): Promise<ChildEnd> {
  const child = spawn(process.execPath, [script, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  const errors: Buffer[] = []
  let killedAtMs: number | null = null
  let isHanging = false
  child.stderr.on('data', (data: Buffer) => errors.push(data))
  let silence = setTimeout(() => {}, 0)
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(silence)
    silence = setTimeout(() => (isHanging = child.kill('SIGKILL')), SILENCE_MS)
    const isFirstAck = line.startsWith('ack') && !lines.some((one) => one.startsWith('ack'))
    lines.push(line)
    if (!isFirstAck || afterMs === null) continue
    setTimeout(() => {
      killedAtMs = Date.now()
      child.kill('SIGKILL')
    }, afterMs)
  }
  clearTimeout(silence)
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  if (child.signalCode !== 'SIGKILL' || isHanging) {
    const how = isHanging ? `said nothing for ${SILENCE_MS} ms` : `ended with ${child.exitCode ?? child.signalCode}`
    throw new Error(`The writer ${how}: ${Buffer.concat(errors).toString().slice(0, 2000)}`)
  }
  return { lines, killedAtMs }
}
