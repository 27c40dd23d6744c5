import * as fc from 'fast-check'

/** Any string of UTF-16 units, lone surrogates and control characters too. */
const units = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes))

/** Pieces that the readers look for, so that chance combines them. */
const fragments = fc.constantFrom(
  ...'0 1 7 12 20 007 1,000 2.500,50 .5 1/2 2½ 3:15 25:99 99:00 2024-03-05 2024-13-45 3/5/24 5.3.2024 v2.0.1 python3.11 10.0.0.1 q8h 9-5pm 3pm'.split(
    ' ',
  ),
  ...'half a an one two twenty hundred million dozen and quarter past to of third second twice once every per times mg g hours $ € % US$20 °C am pm'.split(
    ' ',
  ),
  ...'not no nor neither or only yes just never without turn off up , . ? ! ; : - ( ) \' " \n # ** ` & == /etc/hosts user_id a@b.co http://x.y'.split(
    ' ',
  ),
  ..."don't can't've o'clock US IT Jan Mar Mon Sun é \u0301 \u200b 中 😀 \ud800".split(' '),
)
const mixture = fc
  .array(fc.tuple(fragments, fc.constantFrom(' ', '', ' ', '-')), { maxLength: 24 })
  .map((parts) => parts.map(([text, gap]) => text + gap).join(''))

/** Any text at all: nonsense, ordinary characters, and mixtures of what the analysis knows. */
export const anyText = fc.oneof(units, fc.string({ unit: 'grapheme', maxLength: 60 }), mixture, mixture)
