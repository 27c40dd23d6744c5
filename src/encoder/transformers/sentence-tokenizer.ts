import { PreTrainedTokenizer } from './vendor/xenova-tokenizer.js'

/** Most tokens of a text, special ones included: what all-MiniLM-L6-v2 was trained with. */
const MAX_TOKENS = 256

/** Most characters looked at, 32 a token: splitting long words takes quadratic time, 8 s for a prompt of 250 KB. */
const MAX_CHARACTERS = 32 * MAX_TOKENS
/** Older files leave out the first. */
const KINDS = ['WordPiece', 'Unigram', 'BPE']

/** The parts of a tokenizer.json that matter here; its own truncation and padding are ignored. */
export interface TokenizerJson {
  readonly model: { readonly type?: string; readonly continuing_subword_prefix?: string }
  readonly added_tokens?: readonly object[]
  readonly normalizer?: object | null
  readonly pre_tokenizer?: object | null
  readonly post_processor?: object | null
}

/** Turns a text into the token ids of a BERT-style encoder, special tokens included, at most 256 of them. */
export class SentenceTokenizer {
  readonly #inner: PreTrainedTokenizer
  readonly #maxContentTokens: number

  /** `maxPositions` is the longest input of the graph, where it is known. Throws `Error` for a tokenizer of an unknown kind. */
  constructor(json: TokenizerJson, config: object, maxPositions = MAX_TOKENS) {
    const { model, added_tokens = [], normalizer = null, pre_tokenizer = null, post_processor = null } = json
    const type = model.type ?? (model.continuing_subword_prefix === undefined ? 'none' : 'WordPiece')
    if (!KINDS.includes(type)) throw new Error(`its type is ${type} and not one of ${KINDS.join(', ')}`)
    this.#inner = new PreTrainedTokenizer(
      { model: { ...model, type }, added_tokens, normalizer, pre_tokenizer, post_processor, decoder: null },
      tokenizingPartsOf(config),
    )
    // The reference removes every nonspacing mark; the bundled code knows Latin ones only.
    const bert = this.#inner.normalizer
    if (bert?.stripAccents) bert.stripAccents = (text) => text.normalize('NFD').replaceAll(/\p{Mn}/gu, '')
    this.#maxContentTokens = Math.max(1, Math.min(MAX_TOKENS, maxPositions) - this.#addSpecialTokens([]).length)
  }

  /** Token ids of `text`; what does not fit is cut off before the last special token. */
  encode(text: string): number[] {
    // oxlint-disable-next-line no-underscore-dangle -- the bundled class has no public method that leaves out special tokens
    const content = this.#inner._encode_text(text.slice(0, MAX_CHARACTERS)).slice(0, this.#maxContentTokens)
    return this.#inner.model.convert_tokens_to_ids(this.#addSpecialTokens(content)).filter((id) => id !== undefined)
  }

  #addSpecialTokens(tokens: readonly string[]): readonly string[] {
    return this.#inner.post_processor?.(tokens).tokens ?? tokens
  }
}

/** The settings that change tokens; special tokens may be objects in newer files and are their content then. */
function tokenizingPartsOf(config: object): object {
  const { remove_space, do_lowercase_and_remove_accent, eos_token } = config as Record<string, unknown>
  const eos = typeof eos_token === 'object' && eos_token !== null && 'content' in eos_token ? eos_token.content : eos_token
  return { remove_space, do_lowercase_and_remove_accent, eos_token: eos }
}
