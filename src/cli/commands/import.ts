import { resolve } from 'node:path'
import { SmartMemo } from '../../smart-memo.js'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import { encoderOf, ENCODER_FLAGS } from '../flags/encoder-flags.js'
import { describeDownload } from '../terminal/describe-download.js'
import { formatCount } from '../terminal/format-number.js'
import { note, printJson, say } from '../terminal/print.js'
import { Progress } from '../terminal/progress.js'

/** As many as a cache can be told to keep: importing alone never evicts. */
const DEFAULT_MAX_ENTRIES = 5_000_000
/** What a cache keeps unless its `maxEntries` says otherwise. */
const USUAL_MAX_ENTRIES = 10_000

/** `smartmemo import` */
export const importEntries = defineCommand({
  description: `Stores the entries of a file of JSON lines, plain or gzip: {"prompt", "response", "scope"?, "model"?,
"context"?, "params"?, "metadata"?, "tags"?, "ttlMs"?}. All lines are checked before the first is stored; an
entry of the same prompt in the same partition is replaced. The database is made if there is none, and no
other process may have it open.`,
  flags: {
    data: { kind: 'text', value: 'FILE', describe: 'the entries', required: true },
    domain: { kind: 'text', value: 'NAME', describe: 'the domain they belong to, as the cache names it', required: true },
    maxEntries: {
      kind: 'number',
      value: 'N',
      min: 1,
      max: DEFAULT_MAX_ENTRIES,
      isWhole: true,
      describe: 'evict the least recently used of the domain beyond this',
      default: DEFAULT_MAX_ENTRIES,
    },
    ...ENCODER_FLAGS,
  },
  examples: ['smartmemo import --data faq.jsonl --domain customer-support'],
  async run(values, terminal) {
    const { data, domain, dbPath, maxEntries, json } = values
    const progress = new Progress(terminal.words)
    const encoder = await encoderOf(values, (download) => progress.show(() => describeDownload(download)))
    const cache = new SmartMemo({ domain, dbPath, maxEntries, encoder, reembed: false })
    try {
      await cache.ready()
      progress.show(() => `Importing ${data}`)
      const imported = await cache.importPairs(resolve(data))
      const { entries } = await cache.stats()
      await progress.clear()
      if (entries > USUAL_MAX_ENTRIES) {
        const usual = formatCount(USUAL_MAX_ENTRIES)
        await note(terminal, `A cache keeps ${usual} entries and evicts the rest unless its maxEntries says otherwise`)
      }
      if (json) await printJson(terminal, { imported, entries })
      else await say(terminal, `Imported ${formatCount(imported)} entries; ${domain} holds ${formatCount(entries)} now`)
      return EXIT.done
    } finally {
      await progress.clear()
      await cache.close()
    }
  },
})
