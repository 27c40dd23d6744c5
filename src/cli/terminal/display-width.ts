const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Scripts and signs that take two columns: roughly the wide and full-width ranges of Unicode's East Asian Width. */
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u

const PRINTABLE_ASCII = /^[ -~]*$/

/** Columns that a text takes on a terminal; it must not hold control characters. */
export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

/** Cuts a text to so many columns, ending in `…` if something is missing. */
export function shorten(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let width = 0
  let kept = ''
  for (const { segment } of segmenter.segment(text)) {
    width += WIDE.test(segment) ? 2 : 1
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/**
 * A text on one line that cannot steer the terminal: white space becomes a space, other control characters and those that
 * reorder text are shown as `\u001b`.
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(
      /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu,
      (sign) => `\\u${sign.codePointAt(0)!.toString(16).padStart(4, '0')}`,
    )
    .trim()
}
