import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { BUNDLED_MODELS, PACKAGE_JSON } from '../../compose/package-paths.js'
import { defineCommand } from '../command.js'
import { type Check, type NamedFinding, runCheck } from '../doctor/check.js'
import { checkDatabase, checkDiskSpace, checkFolder, checkLock } from '../doctor/database.js'
import { checkModels } from '../doctor/models.js'
import { checkRoundTrip } from '../doctor/round-trip.js'
import { checkRuntime, checkThreads, checkWebAssembly } from '../doctor/runtime.js'
import { EXIT } from '../exit-code.js'
import { printJson, printLines } from '../terminal/print.js'
import type { Output, Style } from '../terminal/terminal.js'

const SIGNS: Readonly<Record<NamedFinding['status'], readonly [string, Style]>> = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  failed: ['✗', 'red'],
}

/** `smartmemo doctor` */
export const doctor = defineCommand({
  description: `Checks that smartmemo works here: the runtime, WebAssembly, threads, the bundled models against their hashes,
one round trip through a cache in memory, that no native addon is loaded, and the state of a database: its
folder, lock and content. Changes nothing. Fails when something must be mended first.`,
  flags: {},
  examples: ['smartmemo doctor --db-path /var/lib/app/cache.db'],
  async run({ dbPath, json }, terminal) {
    const findings: NamedFinding[] = []
    const hasClassifier = () => findings.some(({ name, status }) => name === 'bundled classifier' && status === 'ok')
    const width = 18
    for (const check of await listChecks(dbPath, hasClassifier)) {
      const finding = await runCheck(check)
      findings.push(finding)
      if (!json) await printLines(terminal, formatFinding(finding, width, terminal.data))
    }
    const isWell = findings.every(({ status }) => status !== 'failed')
    if (json) await printJson(terminal, { ok: isWell, checks: findings })
    return isWell ? EXIT.done : EXIT.failed
  },
})

async function listChecks(dbPath: string, hasClassifier: () => boolean): Promise<readonly Check[]> {
  const { engines } = JSON.parse(await readFile(PACKAGE_JSON, 'utf8')) as { engines: { node: string } }
  return [
    checkRuntime(process.versions, engines.node),
    checkWebAssembly,
    checkThreads,
    ...checkModels(fileURLToPath(BUNDLED_MODELS)),
    ...checkRoundTrip(hasClassifier),
    checkFolder(dbPath),
    checkLock(dbPath),
    checkDatabase(dbPath),
    checkDiskSpace(dbPath),
  ]
}

function formatFinding({ name, status, detail, remedy }: NamedFinding, width: number, { paint }: Output): string[] {
  const [sign, style] = SIGNS[status]
  const line = `${paint(style, sign)} ${name.padEnd(width)}  ${detail}`
  return remedy === undefined ? [line] : [line, `${' '.repeat(width + 4)}→ ${remedy}`]
}
