import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spell } from './spell.js'

describe('readNumber', () => {
  test.each([
    ['1,000 and 2,500.50 and 2.500,50', '1000 and 2500.5 and 2500.5'],
    ['take .5 g and 0.50 g', 'take 0.5 gram and 0.5 gram'],
    ['1.5k, 20K, 3M, 2bn and 4 million', '1500 20000 3000000 2000000000 and 4000000'],
    ['$5m, 5m dollars and 5m of rope', '5000000 $ 5000000 $ and 5 meter of rope'],
    ['$20, €20, £20 and ¥20', '20 $ 20 € 20 £ and 20 ¥'],
    ['20 USD, 20 bucks and USD 20', '20 $ 20 $ and 20 $'],
    ['20% and 20 percent and 20 per cent', '20 % and 20 % and 20 %'],
    ['5mg, 5 mg and 5 milligrams', '5 mg 5 mg and 5 mg'],
    ['2GB and 2 gigabytes', '2 gb and 2 gb'],
    ['3x faster', '3 times faster'],
    ['2 1/2 cups and 2½ cups', '2.5 cups and 2.5 cups'],
    ['03/05 and 3/5', '3/5 and 3/5'],
    ['the 1990s and the 90s', 'the 1990s and the 1990s'],
    ['in the 10s', 'in the 10s'],
    ['enable 2fa', 'enable 2fa'],
    ['0x1F', '0x1f'],
    ['rows 1,2,3', 'rows 1 2 3'],
    ['5 apples', '5 apples'],
  ])('reads %j', (prompt, tokens) => {
    expect(spell(prompt)).toBe(tokens)
  })

  test.each([
    ['Python 3.10 and 3.10', 'python 3.10 and 3.1'],
    ['python3.10 and node20', 'python 3.10 and node 20'],
    ['v2.0.1, V2.0.1 and version 2.0.1', 'version 2.0.1 version 2.0.1 and version 2.0.1'],
    ['version v2', 'version 2'],
    ['ping 10.0.0.1', 'ping 10.0.0.1'],
  ])('keeps the parts of versions and addresses in %j', (prompt, tokens) => {
    expect(spell(prompt)).toBe(tokens)
  })

  const hour = fc.integer({ min: 1, max: 12 })
  const minute = fc.nat(59).map((value) => String(value).padStart(2, '0'))

  test('puts every time of day on the same clock however it is written', () => {
    fc.assert(
      fc.property(hour, minute, fc.constantFrom('a', 'p'), (hours, minutes, half) => {
        const clock = `${(hours % 12) + (half === 'p' ? 12 : 0)}:${minutes}`
        const forms = [
          `${hours}:${minutes}${half}m`,
          `${hours}:${minutes} ${half.toUpperCase()}M`,
          `${hours}:${minutes} ${half}.m.`,
          `${hours}.${minutes}${half}m`,
        ]
        if (minutes === '00') forms.push(`${hours}${half}m`, `${hours} ${half}m`, `${hours} o'clock ${half}m`)
        if (hours !== 12 || half === 'p') forms.push(clock)
        expect(forms.map((form) => spell(`at ${form}`))).toEqual(forms.map(() => `at ${clock}`))
      }),
    )
  })

  const month = fc.constantFrom(
    'January',
    'February',
    'March',
    'April',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  )
  test('reads every date to the same three tokens however it is written', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1950, max: 2049 }), (name, day, year) => {
        const number = new Date(`${name} 1, 2000`).getMonth() + 1
        const two = (value: number) => String(value).padStart(2, '0')
        const forms = [
          `${year}-${two(number)}-${two(day)}`,
          `${year}/${number}/${day}`,
          `${name} ${day}, ${year}`,
          `${name.slice(0, 3)} ${day} ${year}`,
          `${day} ${name} ${year}`,
          `the ${day}th of ${name} ${year}`,
        ]
        if (day > 12) forms.push(`${day}/${number}/${year}`, `${two(number)}/${day}/${year}`, `${day}.${two(number)}.${year}`)
        const sorted = (form: string) => spell(form).replace('the ', '').split(' ').sort()
        for (const form of forms) expect(sorted(form)).toEqual([name.toLowerCase(), String(day), String(year)].sort())
      }),
    )
  })

  test('keeps a date of which day and month are open apart from its mirror', () => {
    expect(spell('on 03/05/2024 or 3/5/24')).toBe('on 3/5/2024 or 3/5/2024')
    expect(spell('on 03/05/2024')).not.toBe(spell('on 05/03/2024'))
  })
})
