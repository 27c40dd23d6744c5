/** Puts every two texts of a pair into one group; returns the group of each text, named by one of its texts (union-find). */
export function groupPairs(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const parents = new Map<string, string>()
  const rootOf = (text: string): string => {
    const parent = parents.get(text) ?? text
    if (parent === text) return text
    const root = rootOf(parent)
    parents.set(text, root)
    return root
  }
  for (const [a, b] of pairs) {
    const root = rootOf(b)
    parents.set(b, root)
    parents.set(rootOf(a), root)
  }
  return new Map(pairs.flat().map((text) => [text, rootOf(text)]))
}
