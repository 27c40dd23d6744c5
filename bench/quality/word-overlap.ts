const FUNCTION_WORDS = new Set(
  (
    'a an the of to in on at for and or is are be it i my me we our you your do does did can could would will please that this ' +
    'with from by as if'
  ).split(' '),
)
/** Longest first, so that the first one that fits is cut. */
const SUFFIXES = ['ations', 'ation', 'ments', 'ment', 'ings', 'ing', 'ies', 'ied', 'ed', 'es', 's', 'ly', 'e']
const MIN_STEM_LENGTH = 3

/** Shared words over all words of two texts, case and punctuation aside, 0…1 (Jaccard index). */
export function jaccardOverlap(a: string, b: string): number {
  const wordsOfA = wordsOf(a)
  const wordsOfB = wordsOf(b)
  const shared = countShared(wordsOfA, wordsOfB)
  return shared / (wordsOfA.size + wordsOfB.size - shared || 1)
}

/** Shared stems of content words over the mean number of them, 0…1 (Dice coefficient); 0 when there are none. */
export function stemOverlap(a: string, b: string): number {
  const stemsOfA = contentStemsOf(a)
  const stemsOfB = contentStemsOf(b)
  return (2 * countShared(stemsOfA, stemsOfB)) / (stemsOfA.size + stemsOfB.size || 1)
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu))
}

function contentStemsOf(text: string): Set<string> {
  return new Set([...wordsOf(text)].filter((word) => !FUNCTION_WORDS.has(word)).map(stem))
}

function stem(word: string): string {
  const suffix = SUFFIXES.find((end) => word.endsWith(end) && word.length - end.length >= MIN_STEM_LENGTH)
  return suffix ? word.slice(0, -suffix.length) : word
}

function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((item) => b.has(item)).length
}
