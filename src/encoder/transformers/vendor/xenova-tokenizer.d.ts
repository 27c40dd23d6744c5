/** The parts of the tokenizers of @xenova/transformers 2.17.2 that we call; `vendor-tokenizer.mjs` makes the code. */
export class PreTrainedTokenizer {
  /** Throws `Error` or `TypeError` for a kind of tokenizer that it does not know. */
  constructor(tokenizerJson: object, tokenizerConfig: object)
  readonly model: { convert_tokens_to_ids(tokens: readonly string[]): (number | undefined)[] }
  /** Adds special tokens such as `[CLS]` and `[SEP]`. */
  readonly post_processor: ((tokens: readonly string[]) => { readonly tokens: string[] }) | null
  /** Null, or a function with methods; only the BERT kind has this one. */
  readonly normalizer: { stripAccents?(text: string): string } | null
  /** Tokens of `text`, without the special tokens of the post-processor. */
  _encode_text(text: string): string[]
}
