import { pick, type Random } from '../random/seeded-random.js'

/** Ways to put a request that say nothing about what is asked; `{}` is the request, beginning with its verb. */
const REQUEST_WRAPPERS = [
  '{}',
  '{}',
  'Please {}',
  'Can you {}?',
  'Could you {} for me?',
  'I need you to {}',
  "I'd like you to {}",
  '{}, please',
  'Hi, please {}. Thanks!',
  'Go ahead and {}',
  'Would you please {}?',
  'Kindly {}',
]
/** The same for requests that begin with something else than a plain verb. */
const OPEN_WRAPPERS = ['{}', '{}', 'Please {}', '{}, please', 'Hi, {}. Thanks!']
const QUESTION_WRAPPERS = ['{}?', '{}?', 'Quick question: {}?', 'Hello, {}?', '{}', 'Just wondering, {}?', '{}? Thanks']
const NEGATED = ['do not {}', "don't {}", 'never {}', 'please do not {}', 'make sure nobody goes and tries to {}']

/** First words of wordings that are no imperative, so that *can you* cannot stand before them. */
const NO_VERBS = new Set(
  'a an at by do for from how if in is no not of that the these this to what when where which who whom whose why with without'.split(
    ' ',
  ),
)

export type Form = 'request' | 'question' | 'statement'

/** How a prompt is dressed; drawn once, so that two prompts can be dressed alike. */
export interface Dress {
  readonly wrapper: number
  readonly isCapitalised: boolean
  readonly hasStop: boolean
}

export function drawDress(random: Random): Dress {
  return { wrapper: random.share(), isCapitalised: random.share() < 0.85, hasStop: random.share() < 0.35 }
}

/** Puts a bare wording into a sentence as a user might type it. */
export function dressUp(bare: string, form: Form, dress: Dress): string {
  const wrappers =
    form === 'request'
      ? beginsWithVerb(bare)
        ? REQUEST_WRAPPERS
        : OPEN_WRAPPERS
      : form === 'question'
        ? QUESTION_WRAPPERS
        : ['{}']
  const wrapper = wrappers[Math.floor(dress.wrapper * wrappers.length)]!
  const text = wrapper.replace('{}', () => bare)
  const cased = dress.isCapitalised ? text[0]!.toUpperCase() + text.slice(1) : text
  return dress.hasStop && /\w$/.test(cased) && form !== 'question' ? `${cased}.` : cased
}

export function beginsWithVerb(bare: string): boolean {
  const [first] = bare.split(/[ ,]/, 1)
  return first !== undefined && /^[a-z]+$/.test(first) && !NO_VERBS.has(first)
}

/** The bare wording of a request turned round; null where a *not* in front would not do that. */
export function negate(bare: string, random: Random): string | null {
  if (!beginsWithVerb(bare) || / (and|but|not|never|no) /.test(` ${bare} `)) return null
  return pick(NEGATED, random).replace('{}', () => bare)
}
