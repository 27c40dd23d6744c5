import { cpus, totalmem } from 'node:os'

/** One line on what ran the bench: CPU, cores, memory, runtime. */
export function describeMachine(): string {
  const cores = cpus()
  return `${cores[0]?.model.trim() ?? 'unknown CPU'}, ${cores.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
}
