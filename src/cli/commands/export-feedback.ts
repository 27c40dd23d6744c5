import { resolve } from 'node:path'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import { formatCount } from '../terminal/format-number.js'
import { printJson, say } from '../terminal/print.js'
import { withDatabase } from '../with-database.js'

/** `smartmemo export-feedback` */
export const exportFeedback = defineCommand({
  description: `Writes the verdicts of users as labelled pairs, the JSON lines that train-classifier, retrain and
eval-classifier read. Pairs of the same text are left out; of several verdicts on two prompts the latest
counts. The file is replaced at once, when all of it is written. The database may be open in another process.`,
  flags: {
    out: { kind: 'text', value: 'FILE', describe: 'the file to write', required: true },
    domain: { kind: 'text', value: 'NAME', describe: 'only this domain (default: all of them)' },
    split: { kind: 'text', value: 'NAME', describe: 'write this split into every pair, such as train' },
  },
  examples: ['smartmemo export-feedback --out feedback.jsonl --split train'],
  async run({ dbPath, out, domain, split, json }, terminal) {
    const options = { domain: domain ?? null, split: split ?? null }
    const pairs = await withDatabase(dbPath, 'read', terminal, (memory) => memory.exportFeedback(resolve(out), options))
    if (json) await printJson(terminal, { pairs, out })
    else await say(terminal, `Wrote ${formatCount(pairs)} ${pairs === 1 ? 'pair' : 'pairs'} to ${out}`)
    return EXIT.done
  },
})
