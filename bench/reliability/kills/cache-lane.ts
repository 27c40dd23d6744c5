import { pick, type Random } from '../../../src/random/seeded-random.js'
import type { SmartMemo } from '../../../src/smart-memo.js'

/** Entries that a lane's cache may hold. */
export const LANE_MAX_ENTRIES = 24

/** What a lane says of a step: once before it (`isDone` false) and once when it counts as done. */
export interface LaneStep {
  readonly lane: string
  readonly type: 'store' | 'hit' | 'judge' | 'forget'
  readonly isDone: boolean
  readonly prompt: string
  readonly queryId: string | null
}

/** The one response that a prompt may ever have. */
export function responseTo(prompt: string): string {
  return `${prompt} => ${prompt.split('').reverse().join('').repeat(20)}`
}

/** Words in common decide in these caches, so every prompt has words of its own. */
const promptOf = (lane: string, number: number) => `${lane}${number}a ${lane}${number}b ${lane}${number}c`

/** Asks, asks again, judges and forgets without end, one step after another. */
export async function runLane(cache: SmartMemo, lane: string, random: Random, report: (step: LaneStep) => void): Promise<void> {
  const hits: string[] = []
  let stored: string[] = []
  for (let number = 0; ;) {
    const kind = random.share()
    const known = stored.slice(-LANE_MAX_ENTRIES / 2)
    if (kind < 0.4 || known.length === 0) {
      const prompt = promptOf(lane, number++)
      report({ lane, type: 'store', isDone: false, prompt, queryId: null })
      const { queryId } = await cache.getOrCall({ prompt, llmFunction: async () => responseTo(prompt) })
      report({ lane, type: 'store', isDone: true, prompt, queryId })
      stored.push(prompt)
    } else if (kind < 0.7) {
      const prompt = pick(known, random)
      report({ lane, type: 'hit', isDone: false, prompt, queryId: null })
      const { queryId, response } = await cache.getOrCall({ prompt, llmFunction: async () => responseTo(prompt) })
      if (response !== responseTo(prompt)) throw new Error(`${prompt} was answered with ${response}`)
      report({ lane, type: 'hit', isDone: true, prompt, queryId })
      hits.push(queryId)
    } else if (kind < 0.92 && hits.length > 0) {
      const queryId = hits.pop()!
      report({ lane, type: 'judge', isDone: false, prompt: '', queryId })
      if (await cache.reportGoodHit(queryId)) report({ lane, type: 'judge', isDone: true, prompt: '', queryId })
    } else {
      const prompt = pick(known, random)
      stored = stored.filter((one) => one !== prompt)
      report({ lane, type: 'forget', isDone: false, prompt, queryId: null })
      await cache.forget({ prompt })
      report({ lane, type: 'forget', isDone: true, prompt, queryId: null })
    }
  }
}
