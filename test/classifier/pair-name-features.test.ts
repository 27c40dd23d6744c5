import { describe, expect, it } from 'vitest'
import { compare } from './reading.js'

describe('addNameFeatures', () => {
  it('sees one name in place of another', () => {
    const clash = compare('Is it raining in Paris?', 'Is it raining in Berlin?')
    expect(clash).toMatchObject({ openNamesMin: 1, openNamesMax: 1, nameClashes: 1, namesEqual: 0 })
    expect(clash.nameClashPeak).toBeGreaterThan(0)
  })

  it('counts names that both prompts hold', () => {
    const same = compare('Is it raining in Paris?', 'Does it rain in Paris now?')
    expect(same).toMatchObject({ openNamesMax: 0, namesEqual: 1, nameClashes: 0 })
  })

  it('sees a name that only one prompt holds, which is no clash', () => {
    expect(compare('Is it raining?', 'Is it raining in Berlin?')).toMatchObject({
      openNamesMin: 0,
      openNamesMax: 1,
      nameClashes: 0,
    })
  })

  it('compares code letter by letter', () => {
    expect(compare('Run parse_date()', 'Run parse_time()')).toMatchObject({ openCodeMin: 1, openCodeMax: 1, nameClashes: 1 })
    expect(compare('Run parse_date()', 'Please run parse_date()')).toMatchObject({ openCodeMax: 0, nameClashes: 0 })
  })
})
