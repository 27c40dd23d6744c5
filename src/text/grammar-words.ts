const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Words that deny what follows them. */
export const NEGATORS = words('not no never without none nobody nothing neither nor unless except non nowhere')

/** Words that deny by their meaning: *fail to send* sends nothing. */
export const IMPLICIT_NEGATORS = words(
  'unable fail refuse avoid hardly barely scarcely cease stop prevent false lack forget impossible instead rather',
)

/** Words at which the reach of a negator ends. */
export const SCOPE_BREAKS = words('but because if when while so although though since until unless instead however then')

/** Quantifiers and focus words by the idea that they carry: words of one number say the same. */
export const QUANTIFIERS: ReadonlyMap<string, number> = new Map(
  (
    'all:1 every:1 each:1 everyone:1 everything:1 everybody:1 entire:1 whole:1 any:2 anyone:2 anything:2 some:3 someone:3 something:3 ' +
    'most:4 majority:4 few:5 little:5 many:6 several:6 much:6 lot:6 only:7 just:0 solely:7 exclusively:7 both:8 half:9 none:10 ' +
    'exactly:11 precisely:11 least:12 more:13 less:14 fewer:14 another:16 other:16 else:16 last:18 previous:18 next:19 ' +
    'maximum:20 max:20 minimum:21 always:22 sometimes:23 occasionally:23 never:24 often:25 frequently:25 usually:25 rarely:26 ' +
    'seldom:26 still:27 already:28 too:29 enough:30 almost:31 nearly:31 yet:32 anymore:33 again:34 except:35 either:36 neither:10 also:0 even:37 ' +
    'first:38 twice:39 double:39 triple:40 once:41 single:42'
  )
    .split(' ')
    .map((pair): [string, number] => [pair.split(':')[0]!, Number(pair.split(':')[1])]),
)

/** Quantifier ideas that bound a set from outside: all, any, some, most, none. */
export const SET_IDEAS: ReadonlySet<number> = new Set([1, 2, 3, 4, 9, 10])
/** Quantifier ideas that compare: least, more, less, maximum, minimum, most. */
export const DEGREE_IDEAS: ReadonlySet<number> = new Set([4, 12, 13, 14, 20, 21])
export const ONLY_IDEA = 7
/** *Few* are hardly any, *a few* are some. */
export const FEW_IDEA = 5
export const SOME_IDEA = 3
/** Quantifier ideas of frequency: always … rarely. */
export const FREQUENCY_IDEAS: ReadonlySet<number> = new Set([22, 23, 24, 25, 26, 41])

export const PREPOSITIONS = words(
  'from to before after by than over under with without into onto for against between since until till during within above below via ' +
    'through per about on off up down out in at of like as toward across behind beside around upon inside outside past despite among',
)

/** Prepositions whose exchange changes who does what to whom, when or where. */
export const TELLING_PREPOSITIONS = words(
  'from to before after by than over under with without into against since until above below off out up down behind inside outside via between during',
)

/** Strength of modal verbs: 1 ability, 2 possibility, 3 advice, 4 duty, 5 intention. */
export const MODALS: ReadonlyMap<string, number> = new Map([
  ['can', 1], ['could', 1], ['able', 1], ['may', 2], ['might', 2], ['should', 3], ['ought', 3], ['must', 4], ['need', 4],
  ['required', 4], ['mandatory', 4], ['will', 5], ['would', 5], ['shall', 5], ['optional', 2], ['allowed', 2],
]) // prettier-ignore

/** Question words by what they ask for. */
export const QUESTION_WORDS: ReadonlyMap<string, number> = new Map([
  ['what', 1], ['who', 2], ['whom', 2], ['whose', 2], ['when', 3], ['where', 4], ['why', 5], ['how', 6], ['which', 7],
]) // prettier-ignore

export const AUXILIARIES = words(
  'is be am are was were do does did can could will would should may must has have had shall might',
)

/** Persons by who they are: the speaker, the addressee, others. */
export const PERSONS: ReadonlyMap<string, number> = new Map([
  ['i', 1], ['me', 1], ['myself', 1], ['we', 2], ['us', 2], ['you', 3], ['yourself', 3], ['he', 4], ['him', 4], ['she', 5], ['her', 5], ['they', 6], ['them', 6],
]) // prettier-ignore

/** Possessives by owner. */
export const OWNERS: ReadonlyMap<string, number> = new Map([
  ['my', 1], ['mine', 1], ['our', 2], ['ours', 2], ['your', 3], ['yours', 3], ['his', 4], ['her', 5], ['hers', 5], ['their', 6], ['theirs', 6],
]) // prettier-ignore

/** Words that put a prompt in the past, or in the future. */
export const PAST_MARKS = words('was were did used had been ago yesterday earlier previously formerly')
export const FUTURE_MARKS = words('will become going upcoming tomorrow soon future')
export const CONJUNCTIONS = words('and or versus')
