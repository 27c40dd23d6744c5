import { openDatabase } from '../compose/open-database.js'
import type { Memory } from '../memory/memory.js'
import { note } from './terminal/print.js'
import type { Terminal } from './terminal/terminal.js'

/** Opens a database, says what was not in order, lets `work` use it, and closes it whatever happens. */
export async function withDatabase<T>(
  dbPath: string,
  access: 'read' | 'write',
  terminal: Terminal,
  work: (memory: Memory) => Promise<T>,
): Promise<T> {
  const { memory, report } = await openDatabase(dbPath, access)
  try {
    for (const finding of report.recovered) await note(terminal, finding)
    return await work(memory)
  } finally {
    await memory.close()
  }
}
