import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SentenceTokenizer } from '../../../src/encoder/transformers/sentence-tokenizer.js'
import { TOKENIZER, VOCABULARY } from './model-folder.js'

const tokenizer = new SentenceTokenizer(TOKENIZER, {})

function tokensOf(text: string, of = tokenizer): string[] {
  return of.encode(text).map((id) => VOCABULARY[id]!)
}

describe('SentenceTokenizer', () => {
  it.each([
    ['Approve the refund.', '[CLS] approve the refund . [SEP]'],
    ["the customer's request?", "[CLS] the customer ' s request ? [SEP]"],
    ['requests approve  \t the\nrefunded', '[CLS] request ##s approve the refund ##ed [SEP]'],
    ['CAFÉ café cafe\u0301', '[CLS] cafe cafe cafe [SEP]'],
    ['xyz 猫', '[CLS] [UNK] [UNK] [SEP]'],
    ['[MASK]', '[CLS] [MASK] [SEP]'],
    ['', '[CLS] [SEP]'],
  ])('SentenceTokenizer splits %j as BERT does', (text, expected) => {
    expect(tokensOf(text).join(' ')).toBe(expected)
  })

  it('SentenceTokenizer removes nonspacing marks of every script, as the reference does', () => {
    expect(tokensOf('नमस्ते').join(' ')).toBe('[CLS] नमस ##त [SEP]')
  })

  it('SentenceTokenizer ignores truncation and padding of tokenizer.json', () => {
    expect(tokenizer.encode('approve the refund request please')).toHaveLength(7)
    expect(tokenizer.encode('approve')).toHaveLength(3)
  })

  it('SentenceTokenizer keeps the last special token when it cuts', () => {
    const ids = tokenizer.encode('refund '.repeat(500))
    expect(ids).toHaveLength(256)
    expect(VOCABULARY[ids.at(-1)!]).toBe('[SEP]')
  })

  it('SentenceTokenizer looks at the first 8192 characters only', () => {
    const isRead = (spaces: number) => tokensOf(`${' '.repeat(spaces)}refund`).includes('refund')
    expect([isRead(8186), isRead(8187)]).toEqual([true, false])
  })

  it('SentenceTokenizer takes an older tokenizer.json, which does not name its kind', () => {
    const { type: _, ...model } = TOKENIZER.model
    expect(new SentenceTokenizer({ ...TOKENIZER, model }, {}).encode('refunded')).toEqual(tokenizer.encode('refunded'))
  })

  it('SentenceTokenizer takes special tokens given as objects and chat templates of any shape', () => {
    const config = {
      pad_token: { content: '[PAD]' },
      mask_token: { content: '[MASK]' },
      chat_template: [{}],
      eos_token: { content: '[SEP]' },
    }
    expect(new SentenceTokenizer(TOKENIZER, config).encode('approve')).toEqual(tokenizer.encode('approve'))
  })

  it('SentenceTokenizer gives every text known ids between the special tokens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const ids = tokenizer.encode(text)
        expect(ids.length).toBeLessThanOrEqual(256)
        expect([ids[0], ids.at(-1)]).toEqual([2, 3])
        expect(ids.every((id) => Number.isInteger(id) && id < VOCABULARY.length)).toBe(true)
      }),
    )
  })
})
