import { ClassifierConfig } from '../../options/classifier-config.js'
import { SmartMemo } from '../../smart-memo.js'
import type { Check } from './check.js'
import { loadedAddons } from './loaded-addons.js'

const STORED_PROMPT = 'How do I reset my password?'
const SIMILAR_PROMPT = 'I forgot my password, how can I set a new one?'

/** What happened while the library did its main job once. */
interface RoundTrip {
  readonly detail: string
  /** Null where the runtime does not tell. */
  readonly addons: readonly string[] | null
}

/**
 * Two checks of one run: a cache with threads, models and a database stores an entry and finds it again; and no native
 * addon was loaded into this process meanwhile, whichever thread would have done it. `hasClassifier` says whether the
 * bundled one can be used.
 */
export function checkRoundTrip(hasClassifier: () => boolean): readonly [Check, Check] {
  let trip: Promise<RoundTrip> | undefined
  const take = () => (trip ??= travel(hasClassifier()))
  return [
    { name: 'round trip', run: async () => ({ status: 'ok', detail: (await take()).detail }) },
    {
      name: 'native addons',
      run: async () => {
        const { addons } = await take().catch(() => ({ addons: loadedAddons() }))
        if (addons === null) return { status: 'warning', detail: 'this runtime does not tell which libraries are loaded' }
        if (addons.length === 0) return { status: 'ok', detail: 'no .node file is loaded' }
        const remedy = 'Run node --no-addons to see who asks for it; smartmemo needs none'
        return { status: 'failed', detail: `loaded: ${addons.join(', ')}`, remedy }
      },
    },
  ]
}

/** Looks at the loaded libraries while the threads still live: addons may go with the thread that loaded them. */
async function travel(hasClassifier: boolean): Promise<RoundTrip> {
  const cache = new SmartMemo({
    domain: 'doctor',
    dbPath: ':memory:',
    threads: 1,
    ...(hasClassifier && { classifier: ClassifierConfig.bundled() }),
  })
  try {
    await cache.ready()
    await cache.remember({ prompt: STORED_PROMPT, response: 'ok' })
    await cache.lookup({ prompt: SIMILAR_PROMPT })
    const { outcome, reason } = await cache.lookup({ prompt: STORED_PROMPT })
    if (outcome !== 'hit') throw new Error(`What was stored was not found again (${reason})`)
    const decided = hasClassifier ? 'compared by the classifier' : 'compared by cosine'
    return { detail: `a prompt was encoded, stored, ${decided} and found again`, addons: loadedAddons() }
  } finally {
    await cache.close()
  }
}
