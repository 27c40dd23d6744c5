/** Ways to begin a request that say nothing about what is asked, as tokens; longer ones first within a word. */
const OPENERS = `
please|kindly|hi|hello|hey|hi there|hello there|hey there|hi all|hi team|thanks|thank you|good morning|good afternoon|dear assistant|ok|okay|so|well|also|just|now|alright
can you please|could you please|would you please|will you please|can you kindly|could you kindly|can you|could you|would you|will you|can you help me|can you help me to|could you help me
can we|could we|can someone|can anyone|could someone|could anyone|does anyone know|does anybody know|do you know|any idea|any ideas
i need you to|i want you to|i would like you to|i would like to|i would love to|i want to|i need to|i need|i want|i would like|i have to|we need to|we want to|we would like to|you should|you need to
help me to|help me|help us|help|i need help with|i need help to|i need some help with|need help with|assist me with|assist me in
can i|may i|could i|might i|let us|let me|let me know|tell me|tell us|show me how to|teach me how to|teach me to|explain how to|give me|go ahead and|make sure to|be sure to|remember to|do not forget to
i am looking to|i am looking for|i am trying to|i was trying to|i was wondering|i was wondering if you could|i am wondering|i wonder|i wanted to ask|i wanted to know|i want to know|i would like to know|i have a question about|quick question
do you mind|would you mind|be so kind|be so kind as to|if possible|if you can|when you get a chance|when you have time
is it possible to|would it be possible to|is there a way to|is there any way to|is there a way that i can|what is the best way to|what is a good way to|what is the way to|what is the easiest way to
how do i|how can i|how to|how do you|how can you|how should i|how would i|how do we|how can we|how does one|how would you|how could i|how do i go about|how can i go about
what are the step to|what are the steps to|what steps do i take to|what do i need to do to|what should i do to|what do i do to|what must i do to
`

/** Openers that ask for instructions instead of asking for the deed. */
const ASKS_HOW = /\bhow\b|\bway to\b|\bsteps? to\b|\bto do to\b|\bdo to$/

export interface Opening {
  /** Tokens that belong to openers, counted from the front. */
  readonly length: number
  /** The prompt asks how to do it. */
  readonly asksHow: boolean
  /** The prompt asks somebody to do it: *can you*, *please*, *I want you to*. */
  readonly asksDeed: boolean
}

const ASKS_DEED =
  /^(?:please|kindly|can you|could you|would you|will you|i need you|i want you|i would like you|go ahead|make sure|let us)/

const BY_FIRST = new Map<string, string[][]>()
for (const phrase of OPENERS.trim().split(/[|\n]/)) {
  const tokens = phrase.split(' ')
  const known = BY_FIRST.get(tokens[0]!) ?? []
  known.push(tokens)
  BY_FIRST.set(
    tokens[0]!,
    known.sort((a, b) => b.length - a.length),
  )
}

/** Finds the openers at the start of a prompt; at least one token is left as content. */
export function readOpening(texts: readonly string[]): Opening {
  let length = 0
  let asksHow = false
  let asksDeed = false
  for (;;) {
    const opener = (BY_FIRST.get(texts[length] ?? '') ?? []).find((tokens) => standsAt(texts, length, tokens))
    if (opener === undefined || length + opener.length >= texts.length) return { length, asksHow, asksDeed }
    const phrase = opener.join(' ')
    asksHow ||= ASKS_HOW.test(phrase)
    asksDeed ||= ASKS_DEED.test(phrase)
    length += opener.length
  }
}

function standsAt(texts: readonly string[], start: number, tokens: readonly string[]): boolean {
  return tokens.every((token, at) => texts[start + at] === token)
}
