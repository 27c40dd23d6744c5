#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { PACKAGE_JSON } from '../compose/package-paths.js'
import { COMMANDS } from './commands.js'
import { runCommandLine } from './run-command-line.js'
import { processTerminal } from './terminal/process-terminal.js'

const { version } = JSON.parse(readFileSync(PACKAGE_JSON, 'utf8')) as { version: string }

process.exitCode = await runCommandLine(process.argv.slice(2), {
  commands: COMMANDS,
  terminal: processTerminal(),
  version,
  debug: Boolean(process.env['DEBUG']),
})
