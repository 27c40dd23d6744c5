import { listWorkload } from '../demo/workload/workload.js'
import { jaccardOverlap } from '../quality/word-overlap.js'

/** One prompt against the stored prompts that retrieval would propose. */
export interface BenchLookup {
  readonly asked: string
  readonly candidates: readonly string[]
}

/** Asks every prompt of the demo's workload against those others of its domain that share most words with it. */
export function listLookups(candidatesPerLookup: number): BenchLookup[] {
  const prompts = listWorkload()
  return prompts.map(({ prompt: asked, domain, id }) => {
    const others = prompts.filter((other) => other.domain === domain && other.id !== id).map(({ prompt }) => prompt)
    const ranked = others
      .map((prompt) => ({ prompt, overlap: jaccardOverlap(asked, prompt) }))
      .toSorted((x, y) => y.overlap - x.overlap)
    return { asked, candidates: ranked.slice(0, candidatesPerLookup).map(({ prompt }) => prompt) }
  })
}
