/** Most prompts: nothing in them that a reader of words passes over. */
const PLAIN = /^[\t\n\r\x20-\x7e]*$/

/**
 * What an LLM reads and a comparison of words does not: symbols and emoji, characters that are invisible, that reorder or
 * strike out others, raised and lowered digits, halves of characters, and what Unicode does not define.
 */
const MARK =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{So}\p{Sm}\p{Me}\u00b2\u00b3\u00b9\u115f\u1160\u3164\uffa0\u2070-\u209c]|[\u0332-\u0338]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu

/** Marks that mean nothing, or that words stand for as well. */
const MEANINGLESS = /[\t\n\r+<=>|~°©®™№]/g

/** The selector of a character's plain or coloured form, where it stands alone behind one. */
const PRESENTATION = /(?<=[^\ufe00-\ufe0f])[\ufe0e\ufe0f](?![\ufe00-\ufe0f])/g

/** Words with letters of the scripts whose letters look like Latin ones. */
const LOOK_ALIKE_WORD =
  /[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}][\p{L}\p{M}]*/gu
const LATIN = /\p{Script=Latin}/u
/** Greek letters as units have them: μm, kΩ, π. */
const UNIT = /^(?:[\u00b5μ]\p{Script=Latin}{0,3}|\p{Script=Latin}?Ω|π)$/u

/**
 * The marks of a prompt, in an order of their own, as one text: a response may be reused only where both prompts have the same,
 * since no classifier of words can tell what they change. In a prompt with Latin letters, words with letters that look like
 * them count too, so that "pаypal" with a Cyrillic а stands for itself alone.
 */
export function unreadableMarks(prompt: string): string {
  if (PLAIN.test(prompt)) return ''
  const marks =
    prompt
      .replaceAll(PRESENTATION, '')
      .match(MARK)
      ?.filter((mark) => !mark.match(MEANINGLESS)) ?? []
  const text = prompt.normalize('NFC')
  const words = LATIN.test(text) ? (text.match(LOOK_ALIKE_WORD) ?? []).filter((word) => !UNIT.test(word)) : []
  return [...marks, ...words.map((word) => word.toLowerCase())].sort().join(' ')
}
