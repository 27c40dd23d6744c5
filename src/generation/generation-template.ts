import * as v from 'valibot'

/** What a pair with label 0 differs in, or `paraphrase` for label 1. */
export const PAIR_KINDS = [
  'paraphrase',
  'opposite-action',
  'negation',
  'number',
  'unit',
  'date',
  'name',
  'version',
  'order',
  'quantifier',
  'object',
] as const
export type PairKind = (typeof PAIR_KINDS)[number]

/** Things that can stand in a template's place `{slot}` (or `{slot2}` for a second, different one). */
export interface GenerationSlot {
  readonly slot: string
  /** What two prompts differ in when they name different values. */
  readonly kind: PairKind
  /** Values; each a list of ways to say it. */
  readonly values: readonly (readonly string[])[]
}

/** A request or question that can be worded in several ways, about one of several objects. */
export interface GenerationTemplate {
  readonly domain: string
  readonly form: 'request' | 'question' | 'statement'
  /** Wordings that ask for the same; `{o}` stands for the object. The first wording of a request begins with its verb. */
  readonly ways: readonly string[]
  /** Wordings that ask for the opposite, or for something that excludes it. */
  readonly opposites: readonly string[]
  /** Objects; each a list of ways to say it. One empty object where the wordings name none. */
  readonly objects: readonly (readonly string[])[]
  /** Slots whose two values may not be exchanged without changing the meaning. */
  readonly swaps: readonly string[]
  /** Slots whose two values may be exchanged freely. */
  readonly symmetric: readonly string[]
}

/** A prompt as a person wrote it, with other wordings that the person holds to be the same. */
export interface BasePrompt {
  readonly domain: string
  readonly prompt: string
  readonly paraphrases: readonly string[]
}

const text = v.pipe(v.string(), v.trim(), v.minLength(1))
const texts = v.pipe(v.array(text), v.minLength(1))
const names = v.optional(v.array(text), [])

export const slotSchema = v.strictObject({
  slot: text,
  kind: v.picklist(PAIR_KINDS),
  values: v.pipe(v.array(texts), v.minLength(3)),
})

export const templateSchema = v.strictObject({
  domain: text,
  form: v.picklist(['request', 'question', 'statement']),
  ways: texts,
  opposites: names,
  objects: v.optional(v.pipe(v.array(texts), v.minLength(1))),
  swaps: names,
  symmetric: names,
})

export const basePromptSchema = v.strictObject({ domain: text, prompt: text, paraphrases: names })
