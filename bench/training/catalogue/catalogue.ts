import { pick, type Random } from '../../../src/random/seeded-random.js'

/** A question or request about a product, in the jargon of people who order parts all day. `#` is the product. */
interface Intent {
  readonly name: string
  /** Heard while feedback is given. */
  readonly known: readonly string[]
  /** Heard only afterwards. */
  readonly unseen: readonly string[]
}

const INTENTS: readonly Intent[] = [
  {
    name: 'minimum order',
    known: [
      'MOQ for the #?',
      'what is the minimum order quantity of the #',
      'How many # do I have to take at least?',
      'smallest lot we can order of #',
    ],
    unseen: ['least number of # per order', 'Is there an MOQ on #, and how high is it?'],
  },
  {
    name: 'lead time',
    known: ['lead time on #', 'How long until a # ships?', 'When would # leave your warehouse if I order now?', 'current LT #'],
    unseen: ['weeks to dispatch for #', 'How soon can # go out?'],
  },
  {
    name: 'end of life',
    known: ['Is the # EOL?', 'has # been discontinued', '# still in production?', 'Did you phase out the #?'],
    unseen: ['Are you still making #?', 'end-of-life status #'],
  },
  {
    name: 'data sheet',
    known: ['Send me the data sheet of the #', '# spec sheet please', 'Where do I find the technical specs of #?', 'DS for #'],
    unseen: ['I need the specification document for #', 'PDF with the ratings of #'],
  },
  {
    name: 'list price',
    known: ['list price #', 'What does a # cost without discount?', 'How much is the # before rebates?', 'LP of #'],
    unseen: ['catalogue price of #', 'undiscounted price for one #?'],
  },
  {
    name: 'net price',
    known: ['our net price for #', 'What do we pay for a # after discount?', 'NP #', 'How much is # on our contract?'],
    unseen: ['price of # with our rebate applied', 'contract price for one #?'],
  },
  {
    name: 'stock',
    known: ['# on hand?', 'How many # are in stock right now?', 'stock level #', 'Do you have # lying on the shelf?'],
    unseen: ['units of # available today', 'ATP #'],
  },
  {
    name: 'mating part',
    known: ['Which counterpart mates with the #?', 'mating half for #', 'What plugs into a #?', 'counterpart number for #'],
    unseen: ['the connector that fits onto #', 'Which part do I pair # with?'],
  },
  {
    name: 'replacement',
    known: ['What replaces the #?', 'successor of #', 'drop-in substitute for #', 'Which part supersedes #?'],
    unseen: ['form-fit-function alternative to #', 'newer part in place of #'],
  },
  {
    name: 'ingress rating',
    known: ['IP rating of #', 'Is the # sealed against water and dust?', 'ingress protection #', 'How waterproof is #?'],
    unseen: ['Can # get wet?', 'sealing class of #'],
  },
  {
    name: 'torque',
    known: ['tightening torque #', 'How firmly do I screw down the #?', 'Nm for mounting #', 'What torque does # need?'],
    unseen: ['torque spec when installing #', 'How tight must # be fastened?'],
  },
  {
    name: 'open an RMA',
    known: ['Open an RMA for #', 'I want to send a # back', 'start a return for the #', 'return number for # please'],
    unseen: ['set up a return case for #', 'How do I hand back a faulty #? Please open the case'],
  },
  {
    name: 'cancel an RMA',
    known: [
      'Cancel the RMA for #',
      'I am keeping the #, drop the return',
      'withdraw my return of #',
      'void the return number for #',
    ],
    unseen: ['call off the return case of #', 'no need to take # back, close that return'],
  },
]

/**
 * Series and parts, most wanted first. What is one word for another elsewhere names another product here: the Swift and the
 * Rapid line, a lid and a cover. Nothing outside the trade says so.
 */
interface Range {
  readonly series: readonly string[]
  readonly parts: readonly string[]
}

const KNOWN: Range = {
  series: ['Swift', 'Rapid', 'Silent', 'Quiet', 'Quick', 'Robust', 'Sturdy', 'Noiseless'],
  parts: ['hose', 'pipe', 'lid', 'cover', 'clip', 'clamp', 'tube', 'cap'],
}
const UNSEEN: Range = {
  series: ['Bright', 'Shiny', 'Smart', 'Clever', 'Tiny', 'Small'],
  parts: ['gasket', 'seal', 'bracket', 'mount', 'plug', 'stopper'],
}
const SIZES = [12, 16, 20, 25]

/** What a prompt means; two prompts with the same key want the same response. */
export interface CataloguePrompt {
  readonly text: string
  readonly key: string
}

/** Share of prompts that name a product by its article code, which only people of the trade know. */
const CODE_SHARE = 0.2

/**
 * Prompts of the domain; `unseen` ones have series, parts and wordings that no known one has. Few questions about few products make
 * up most of them, as in any catalogue: the n-th is asked about 1/n as often as the first (Zipf).
 */
export function cataloguePrompt(part: 'known' | 'unseen', random: Random): CataloguePrompt {
  const intent = pickByRank(INTENTS, random)
  const range = part === 'known' ? KNOWN : UNSEEN
  const [series, item, size] = [pickByRank(range.series, random), pickByRank(range.parts, random), pickByRank(SIZES, random)]
  const product = random.share() < CODE_SHARE ? codeOf(series, item, size) : `${series} ${item} ${size}`
  const wording = pick(part === 'known' ? intent.known : [...intent.known, ...intent.unseen], random)
  return { text: wording.replaceAll('#', product), key: `${intent.name} | ${series} ${item} ${size}` }
}

function pickByRank<T>(values: readonly T[], random: Random): T {
  const total = values.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0)
  let rest = random.share() * total
  return values.find((_, rank) => (rest -= 1 / (rank + 1)) < 0) ?? values.at(-1)!
}

/** Swift hose 12 → SWH-12. */
function codeOf(series: string, item: string, size: number): string {
  return `${series.slice(0, 2)}${item[0]!}-${size}`.toUpperCase()
}
