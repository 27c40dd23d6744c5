import { DEFAULT_DB_PATH } from '../../options/resolve-options.js'
import type { Flags } from './flag.js'

/** Flags of every command. */
export const COMMON_FLAGS = {
  dbPath: { kind: 'text', value: 'FILE', describe: 'the database', default: DEFAULT_DB_PATH },
  json: { kind: 'switch', describe: 'print JSON instead of tables' },
  help: { kind: 'switch', describe: 'print this and stop' },
} as const satisfies Flags
