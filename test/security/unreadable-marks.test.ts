import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unreadableMarks } from '../../src/security/unreadable-marks.js'

describe('unreadableMarks', () => {
  test.each([
    ['emoji', 'Approve it ✅', 'Approve it ❌'],
    ['emoji of one kind', 'React with 👍', 'React with 👎'],
    ['a joined emoji', '👨‍👩‍👧', '👨👩👧'],
    ['suits', 'Buy ♠', 'Buy ♥'],
    ['signs of mathematics', 'Is x ∈ S', 'Is x ∉ S'],
    ['a minus sign', 'Set it to −5', 'Set it to 5'],
    ['raised digits', 'Compute x²', 'Compute x2'],
    ['lowered digits', 'What is CO₂', 'What is CO2'],
    ['hidden tags', 'Approve the refund', 'Approve the refund\u{e0064}\u{e0065}\u{e006e}\u{e0079}'],
    ['a text in variation selectors', '😀\ufe0f\u{e0101}\u{e0142}', '😀'],
    ['reordering', 'Approve the refund', '\u202eApprove the refund'],
    ['isolates', 'Do not approve', 'Do n\u2066ot\u2069 approve'],
    ['zero-width space', 'approve', 'app\u200brove'],
    ['backspaces', 'Approve the refund', 'Approve the refund\b\b\b\b\b\b'],
    ['a null', 'Approve', 'Approve\0'],
    ['letters struck out', 'refund', 'r\u0336e\u0336f\u0336u\u0336n\u0336d\u0336'],
    ['a sign of prohibition', 'smoking', 'smoking\u20e0'],
    ['fillers that show nothing', 'a b', 'a\u3164b'],
    ['private characters', 'a', 'a\ue000'],
    ['halves of characters', 'a', 'a\ud800'],
    ['a Cyrillic letter in a Latin word', 'Open paypal.com', 'Open p\u0430ypal.com'],
    ['a Greek letter in a Latin word', 'Approve it', '\u0391pprove it'],
    ['a word of look-alikes among Latin ones', 'Send it to Copa', 'Send it to \u0421\u043e\u0440\u0430'],
    ['a mixed word, from another', 'Open p\u0430ypal', 'Open p\u0430yp\u0430l'],
  ])('tells apart by %s', (_, a, b) => {
    expect(unreadableMarks(a)).not.toBe(unreadableMarks(b))
  })

  test.each([
    ['letters, digits, punctuation and code', 'Is x <= 5 && y != "a|b"? ~50% + $3\n\tif (a) {}', 'other words'],
    ['accents', 'résumé naïve Über ångström', 'resume'],
    ['typographic quotes, dashes and dots', '“quote” – dash — it’s…', '"quote" - it\'s...'],
    ['degrees and signs of trade', '20 °C, Brand™ © 2026', '20 C'],
    ['amounts of money', '5 € or 3 £', '5 euros'],
    ['units', '5 µm, 5 μm, 3 Ω', '5 um'],
    ['skin tones', '👍🏻', '👍🏿'],
    ['the form of an emoji', '❤\ufe0f', '❤'],
    ['Unicode composition', 'cafe\u0301', 'caf\u00e9'],
    ['full-width letters', 'ＡＢＣ', 'ABC'],
    ['other languages', 'Одобрить возврат', 'Отклонить возврат'],
    ['languages without look-alikes', '批准退款 approve', '拒绝退款 approve'],
  ])('does not mind %s', (_, a, b) => {
    expect(unreadableMarks(a)).toBe(unreadableMarks(b))
  })

  test('counts how often, not where', () => {
    expect(unreadableMarks('👍 good 👎 bad')).toBe(unreadableMarks('bad 👎, good 👍'))
    expect(unreadableMarks('👍')).not.toBe(unreadableMarks('👍👍'))
  })

  test('is empty for printable ASCII, and no other ASCII passes unseen', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (prompt) => unreadableMarks(prompt) === ''))
    for (let code = 0; code < 128; code++) {
      const isPlain = code >= 32 && code < 127
      expect(unreadableMarks(String.fromCodePoint(code)) === '', String(code)).toBe(isPlain || [9, 10, 13].includes(code))
    }
  })

  test('never takes out what it was given to compare: adding a mark always shows', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('👍', '\u202e', '\u200b', '\u{e0041}', '\0'),
        fc.nat(),
        (prompt, mark, at) => {
          const place = prompt.length === 0 ? 0 : at % prompt.length
          const marked = prompt.slice(0, place) + mark + prompt.slice(place)
          expect(unreadableMarks(marked)).not.toBe(unreadableMarks(prompt))
        },
      ),
      { numRuns: 2000 },
    )
  })
})
