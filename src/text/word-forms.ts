const OPPOSITE_PREFIXES = ['un', 'dis', 'non', 'mis', 'de', 'anti', 'counter']
/** These also begin many words without meaning *not* (`income`), so they need adjectives on both sides. */
const ADJECTIVE_PREFIXES = ['in', 'im', 'ir', 'il', 'a']
const SHORTEST_STEM = 4

/** Tells words that an affix turns into opposites: install ↔ uninstall, useful ↔ useless. */
export function areAffixOpposites(a: string, b: string, areAdjectives: boolean): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < SHORTEST_STEM) return false
  if (long.endsWith(short) && long.length > short.length) {
    const prefix = long.slice(0, long.length - short.length)
    return OPPOSITE_PREFIXES.includes(prefix) || (areAdjectives && ADJECTIVE_PREFIXES.includes(prefix))
  }
  const stemOf = (word: string, ending: string) => (word.endsWith(ending) ? word.slice(0, -ending.length) : null)
  const full = stemOf(a, 'ful') ?? stemOf(b, 'ful')
  return full !== null && full === (stemOf(a, 'less') ?? stemOf(b, 'less'))
}

const SUFFIXES = new Set(
  (
    'e y s d t ed ing er or ion tion ation ition ment al ly ity ness ive ance ence able ible ful ous ic ical ist ism ies ship ian ize ise ' +
    'ization isation ant ent ary ee ts ied ication ify ications ations ially ally cy ate ative itive iness ier iest sion ssion de ding se ption ibe ' +
    'f es lation ning ting ries ry tive tions atively ously al val sal wal tal nce ncy nt tic sis ysis yze yst ytic ptive be ced ction ct ted ling ler led ' +
    'mit mission duce duction ved ver ving zation zed ze ancy ency age iary ially ility bility ble d r rs'
  ).split(' '),
).add('')
const SHORTEST_COMMON = 4
/** The common start must make up this share of the shorter word. */
const COMMON_SHARE = 0.6

/** Tells words of one family by their common start and known endings: cancel ~ cancellation, pay ~ payment is too short to tell. */
export function areDerived(a: string, b: string): boolean {
  if (a.charCodeAt(0) !== b.charCodeAt(0) || a.charCodeAt(1) !== b.charCodeAt(1)) return false
  const common = commonStart(a, b)
  if (common < SHORTEST_COMMON || common < COMMON_SHARE * Math.min(a.length, b.length)) return false
  return SUFFIXES.has(a.slice(common)) && SUFFIXES.has(b.slice(common))
}

const SHORTEST_MISSPELLED = 5

/** Tells words one slip apart: one letter more, fewer or other, or two swapped. */
export function areMisspelled(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < SHORTEST_MISSPELLED || /\d/.test(a + b)) return false
  const start = commonStart(a, b)
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const restA = a.length - start - end
  const restB = b.length - start - end
  if (Math.max(restA, restB) <= 1) return true
  return restA === 2 && restB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}

function commonStart(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let at = 0
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}
