const HAS_DIGIT = /\d/
const NUMBER = String.raw`\d+(?:[.,]\d+)*(?:[kKmMbB]n?)?(?!\w)`
/** Range of hours of which only the last says am or pm: `9-5pm`, `from 3:30 to 4 p.m.`. */
const HOUR_RANGE = /(?<![\w:.,/-])(\d{1,2})(:\d{2})?(\s{0,2}(?:-|to|and|until|till)\s{0,2})(\d{1,2})(:\d{2})?\s?([ap])\.?m\b/gi

/** Notations that stand for a plainer one, in the order in which they are rewritten. */
const NOTATIONS: readonly (readonly [notation: RegExp, plain: string])[] = [
  [/(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)/g, '$1 '],
  [/(?<!\w)(\d{4})\/(\d{1,2})\/(\d{1,2})(?![\d/])/g, '$1-$2-$3'],
  [/(?<![\w.-])(?:\+?1[- ])?(?:\((\d{3})\) ?|(\d{3})-)(\d{3})-(\d{4})(?![\w-])/g, '$1$2$3$4'],
  [/\+1 (\d{3}) (\d{3}) (\d{4})(?!\d)/g, '$1$2$3'],
  [/(?<!\w)(\d{1,2})\.([0-5]\d)(?=\s?[ap]\.?m\b)/gi, '$1:$2'],
  [/(\d)\s?°\s?([CF])(?!\w)/g, '$1 $2°'],
  [/(\d) degrees? (?:C(?!\w)|celsius|centigrade)/gi, '$1 celsius'],
  [/(\d) degrees? (?:F(?!\w)|fahrenheit)/gi, '$1 fahrenheit'],
  [/C°/g, 'celsius'],
  [/F°/g, 'fahrenheit'],
  [/(?<=\d\s?)km\/h(?:r|our)?\b/gi, ' kmh'],
  [/\bUS ?\$(?=\s?\d)/g, '$'],
  [/(?<=\d\s?)\bU\.?S\.? (?=dollars?\b)/g, ''],
  [new RegExp(String.raw`\b(?:C|CA)\$ ?(${NUMBER})`, 'g'), '$1 cad'],
  [new RegExp(String.raw`\b(?:A|AU)\$ ?(${NUMBER})`, 'g'), '$1 aud'],
  [new RegExp(String.raw`(?:₹ ?|\b(?:rs\.? |rs\.|INR ?))(${NUMBER})`, 'gi'), '$1 rupee'],
  [new RegExp(String.raw`\b(USD|EUR|GBP|JPY|CAD|AUD|CHF) ?(${NUMBER})`, 'g'), '$2 $1'],
  [/\bq\.?(\d{1,2}) ?h(?:rs?)?\b/gi, 'every $1 hours'],
  [/(?<=\d ?(?:mg|mcg|g|ml|units?|tablets?|capsules?|drops?|puffs?) )b\.?i\.?d\b\.?/gi, '2 times a day'],
  [/(?<=\d ?(?:mg|mcg|g|ml|units?|tablets?|capsules?|drops?|puffs?) )t\.?i\.?d\b\.?/gi, '3 times a day'],
  [/(?<=\d ?(?:mg|mcg|g|ml|units?|tablets?|capsules?|drops?|puffs?) )q\.?i\.?d\b\.?/gi, '4 times a day'],
]
const SPACED_THOUSANDS = /(?<![\w.,])\d{1,3}(?: \d{3}){0,4} 000(?!\d)/g
const UNDERSCORED_THOUSANDS = /(?<!\w)\d{1,3}(?:_\d{3})+(?!\w)/g

/** Rewrites notations around numbers that have a plainer form: hour ranges, phone numbers, `US$20`, `q8h`, `5 °C`. */
export function rewriteNotations(text: string): string {
  if (!HAS_DIGIT.test(text)) return text
  let plain = text
    .replace(
      HOUR_RANGE,
      (
        match,
        hour: string,
        minutes: string | undefined,
        between: string,
        end: string,
        endMinutes: string | undefined,
        letter: string,
      ) => spreadHalfOfDay(match, hour, minutes ?? '', between, end, endMinutes ?? '', letter.toLowerCase()),
    )
    .replace(SPACED_THOUSANDS, (match) => match.replaceAll(' ', ''))
    .replace(UNDERSCORED_THOUSANDS, (match) => match.replaceAll('_', ''))
  for (const [notation, replacement] of NOTATIONS) plain = plain.replace(notation, replacement)
  return plain
}

/** `9-5pm` starts in the morning, `3-4pm` in the afternoon: the first hour is the nearest one before the last. */
function spreadHalfOfDay(
  match: string,
  hour: string,
  minutes: string,
  between: string,
  end: string,
  endMinutes: string,
  letter: string,
): string {
  const from = Number(hour)
  const to = Number(end)
  if (from < 1 || from > 12 || to < 1 || to > 12) return match
  const isSameHalf = from % 12 <= to % 12
  const first = isSameHalf ? letter : letter === 'a' ? 'p' : 'a'
  return `${hour}${minutes}${first}m${between}${end}${endMinutes}${letter}m`
}
