import type { LabelledPair } from './labelled-pair.js'

/** The two prompts of a pair. */
export type PromptPair = Pick<LabelledPair, 'promptA' | 'promptB'>

/** A prompt as far as splits care: case, punctuation and white space make no new prompt. */
export function splitKeyOf(prompt: string): string {
  return (prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [prompt]).join(' ')
}

/**
 * Groups pairs so that no prompt stands in two groups: pairs that share a prompt, directly or by way of other pairs, get
 * the same number. `tieOf` may tie further pairs together by a key of its own. Numbers run from 0.
 */
export function groupByPrompt<T extends PromptPair>(pairs: readonly T[], tieOf?: (pair: T) => string | undefined): Int32Array {
  const parents: number[] = []
  const nodes = new Map<string, number>()
  const nodeOf = (key: string): number => {
    let node = nodes.get(key)
    if (node === undefined) {
      node = parents.push(parents.length) - 1
      nodes.set(key, node)
    }
    return node
  }
  const rootOf = (start: number): number => {
    let node = start
    while (parents[node] !== node) node = parents[node] = parents[parents[node]!]!
    return node
  }
  const firsts = pairs.map((pair) => {
    const first = nodeOf(`prompt ${splitKeyOf(pair.promptA)}`)
    const tie = tieOf?.(pair)
    const others = [nodeOf(`prompt ${splitKeyOf(pair.promptB)}`), ...(tie === undefined ? [] : [nodeOf(`tie ${tie}`)])]
    for (const other of others) parents[rootOf(other)] = rootOf(first)
    return first
  })
  const groups = new Map<number, number>()
  return Int32Array.from(firsts, (first) => {
    const root = rootOf(first)
    if (!groups.has(root)) groups.set(root, groups.size)
    return groups.get(root)!
  })
}
