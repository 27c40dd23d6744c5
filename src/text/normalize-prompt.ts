const NOT_ASCII = /[\u0080-\uffff]/
const SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc]/g
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u2033\u00ab\u00bb]/g
const LONG_DASHES = /[\u2012-\u2015\u2212]/g
const HYPHENS = /[\u2010\u2011]/g
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const COMBINING_MARKS = /(\p{Script=Latin})\p{M}+/gu
/** Marks past the fourth on one letter; ordering a long run of them takes quadratic time. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu
const WRITTEN_FRACTIONS = /(\d)?([\u00bc-\u00be\u2150-\u215e])/g
const FRACTION_SLASH = /\u2044/g
const MARKDOWN = /[`\u00a0]|\*\*+|(?<=^|\s)#{1,6}(?=\s)/g

/**
 * Brings a prompt to plain characters: compatibility forms folded (NFKC), accents of Latin letters dropped, quotes
 * and dashes unified, invisible characters and Markdown emphasis removed. Case and line breaks stay.
 */
export function normalizePrompt(prompt: string): string {
  let text = prompt
  if (NOT_ASCII.test(text)) {
    text = text
      .replace(INVISIBLE, '')
      .replace(SINGLE_QUOTES, "'")
      .replace(PILED_MARKS, '$1')
      .replace(
        WRITTEN_FRACTIONS,
        (_, whole: string | undefined, fraction: string) => `${whole === undefined ? '' : `${whole} `}${fraction}`,
      )
      .normalize('NFKC')
      .replace(FRACTION_SLASH, '/')
      .replace(DOUBLE_QUOTES, '"')
      .replace(LONG_DASHES, ' - ')
      .replace(HYPHENS, '-')
      .normalize('NFD')
      .replace(COMBINING_MARKS, '$1')
      .normalize('NFC')
  }
  return text.replace(MARKDOWN, ' ')
}
