const FREQUENCIES: Readonly<Record<string, string>> = {
  hour: 'hourly',
  day: 'daily',
  night: 'nightly',
  week: 'weekly',
  month: 'monthly',
  year: 'yearly',
}
const IN_ONE = new Set(['a', 'an', 'per', 'each', 'every'])

/**
 * Reads how often at `at` as one word: *every day* and *once a day* are *daily*; `previous` is the token before, behind
 * *times* also *a day* and *per day* are. Null if it does not stand there.
 */
export function readFrequency(
  words: readonly string[],
  at: number,
  previous: string | undefined,
): { readonly text: string; readonly length: number } | null {
  const word = words[at]!
  const isOnce = word === 'once'
  const next = words[at + 1] ?? ''
  if (isOnce && Object.values(FREQUENCIES).includes(next)) return { text: next, length: 2 }
  const article = isOnce ? next : word
  if (!IN_ONE.has(article) || (!isOnce && previous !== 'times' && article !== 'every' && article !== 'each')) return null
  const unit = words[at + (isOnce ? 2 : 1)] ?? ''
  return Object.hasOwn(FREQUENCIES, unit) ? { text: FREQUENCIES[unit]!, length: isOnce ? 3 : 2 } : null
}
