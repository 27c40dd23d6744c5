/** Short forms whose parts do not follow from their ending, and chat spellings. */
const WHOLE: Readonly<Record<string, string>> = {
  "can't": 'can not', cannot: 'can not', cant: 'can not', "won't": 'will not', wont: 'will not', "shan't": 'shall not',
  "ain't": 'is not', aint: 'is not', dont: 'do not', doesnt: 'does not', didnt: 'did not', isnt: 'is not', arent: 'are not',
  wasnt: 'was not', werent: 'were not', hasnt: 'has not', havent: 'have not', hadnt: 'had not', couldnt: 'could not',
  wouldnt: 'would not', shouldnt: 'should not', mustnt: 'must not', neednt: 'need not',
  "let's": 'let us', "i'm": 'i am', im: 'i am', ive: 'i have', youre: 'you are', theyre: 'they are', weve: 'we have',
  whats: 'what is', wheres: 'where is', hows: 'how is', whos: 'who is', thats: 'that is', theres: 'there is',
  gonna: 'going to', wanna: 'want to', gotta: 'have to', gimme: 'give me', lemme: 'let me', dunno: 'do not know', kinda: 'kind of',
  "y'all": 'you', "o'clock": 'oclock', "ma'am": 'madam', "'cause": 'because', cuz: 'because', coz: 'because', tho: 'though',
  shouldve: 'should have', couldve: 'could have', wouldve: 'would have', youve: 'you have', youll: 'you will', theyll: 'they will',
  shes: 'she is', hes: 'he is', idk: 'i do not know', noone: 'nobody', thru: 'through', ppl: 'people', teh: 'the', adn: 'and', taht: 'that',
  pls: 'please', plz: 'please', thx: 'thanks', u: 'you', ur: 'your', tmrw: 'tomorrow', tmr: 'tomorrow', tomorow: 'tomorrow',
  vs: 'versus', eg: 'for example', ie: 'that is', etc: 'etc', "c'mon": 'come on', alot: 'a lot', wifi: 'wifi', ok: 'okay',
} // prettier-ignore

/** Words after which `'s` means *is*; after any other word it marks an owner. */
const IS_BEFORE_S = new Set([
  'it',
  'that',
  'this',
  'what',
  'who',
  'where',
  'how',
  'there',
  'here',
  'when',
  'why',
  'he',
  'she',
  'everything',
  'something',
  'nothing',
])

const ENDINGS: readonly (readonly [ending: string, meaning: string])[] = [
  ["n't", 'not'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["'m", 'am'],
]

export interface Expansion {
  readonly words: readonly string[]
  readonly isPossessive: boolean
}

const UNCHANGED: Expansion | null = null
/** Letters of the longest word that is contracted twice: `shouldn't've`. */
const LONGEST_DOUBLE = 12

/**
 * Takes a lower-case word apart: `don't` → do, not; `owner's` → owner, marked possessive. Null: nothing to do.
 * `isStart` says that it begins a sentence or a clause, where *lets* is *let us*.
 */
export function expandContraction(word: string, isStart: boolean): Expansion | null {
  if (word === 'lets' && isStart) return { words: ['let', 'us'], isPossessive: false }
  const whole = Object.hasOwn(WHOLE, word) ? WHOLE[word] : undefined
  if (whole !== undefined) return { words: whole.split(' '), isPossessive: false }
  const quote = word.indexOf("'")
  if (quote < 0) return UNCHANGED
  for (const [ending, meaning] of ENDINGS) {
    if (word.endsWith(ending) && word.length > ending.length) {
      const front = word.slice(0, -ending.length)
      const parts = word.length <= LONGEST_DOUBLE ? expandContraction(front, false)?.words : undefined
      return { words: [...(parts ?? [front]), meaning], isPossessive: false }
    }
  }
  if (word.endsWith("'s")) {
    const owner = word.slice(0, -2)
    return IS_BEFORE_S.has(owner) ? { words: [owner, 'is'], isPossessive: false } : { words: [owner], isPossessive: true }
  }
  return { words: [word.replaceAll("'", '')], isPossessive: false }
}
