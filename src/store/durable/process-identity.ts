import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'

/** What tells one process from any other, also from a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number
  readonly host: string
  /** Clock ticks from boot to the process's start; null where the system does not say. */
  readonly startTicks: number | null
  /** Differs after every boot; null where the system does not say. */
  readonly bootId: string | null
}

export async function identifyOwnProcess(): Promise<ProcessIdentity> {
  return {
    pid: process.pid,
    host: hostname(),
    startTicks: await readStartTicks(process.pid),
    bootId: await readBootId(),
  }
}

/** Tells whether that process has ended for certain; one on another host is taken to be alive. */
export async function hasEnded(other: ProcessIdentity): Promise<boolean> {
  if (other.host !== hostname()) return false
  if (other.bootId !== null && other.bootId !== (await readBootId())) return true
  if (!isRunning(other.pid)) return true
  const startTicks = await readStartTicks(other.pid)
  return other.startTicks !== null && startTicks !== null && startTicks !== other.startTicks
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the command in field 2 may hold spaces and parentheses. */
async function readStartTicks(pid: number): Promise<number | null> {
  const stat = await readText(`/proc/${pid}/stat`)
  if (stat === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[22 - 3])
  return Number.isFinite(ticks) ? ticks : null
}

async function readBootId(): Promise<string | null> {
  return (await readText('/proc/sys/kernel/random/boot_id'))?.trim() ?? null
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return null
  }
}
