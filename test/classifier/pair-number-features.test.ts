import { describe, expect, it } from 'vitest'
import { compare } from './reading.js'

describe('addNumberFeatures', () => {
  it('counts numbers that differ, and numbers that one prompt lacks', () => {
    expect(compare('Refund 20 dollars', 'Refund 25 dollars')).toMatchObject({
      numbersDifferent: 1,
      amountsDifferent: 1,
      numbersOneSided: 0,
    })
    expect(compare('Refund the order', 'Refund the order 25 times')).toMatchObject({ numbersDifferent: 0, numbersOneSided: 1 })
  })

  it.each([
    ['Order twenty chairs', 'Order 20 chairs'],
    ['Restart it at 3 pm', 'Restart it at 15:00'],
    ['Wait 1 hour before the restart', 'Wait 60 minutes before the restart'],
    ['Transfer 1,500 euros', 'Transfer 1500 euros'],
  ])('reads one number in %j and %j', (a, b) => {
    expect(compare(a, b)).toMatchObject({ numbersEqual: 1, numbersDifferent: 0, numbersOneSided: 0, amountsDifferent: 0 })
  })

  it('sees another unit behind the same number', () => {
    expect(compare('Give 5 mg of it', 'Give 5 g of it')).toMatchObject({ unitChanged: 1, amountsDifferent: 1 })
    expect(compare('Give 5 mg of it', 'Give 5 milligrams of it')).toMatchObject({ unitChanged: 0, amountsDifferent: 0 })
  })

  it('grows with the distance of two amounts, up to a bound', () => {
    const ratio = (other: string) => compare('Give 5 mg of it', `Give ${other} of it`).amountRatio!
    expect(ratio('5 mg')).toBe(0)
    expect(ratio('6 mg')).toBeLessThan(ratio('50 mg'))
    expect(ratio('50 mg')).toBeCloseTo(Math.log(10))
    expect(ratio('5000 kg')).toBe(5)
  })

  it('sees numbers that change places', () => {
    expect(compare('Send 3 apples and 5 pears', 'Send 5 apples and 3 pears')).toMatchObject({
      numbersReordered: 1,
      numbersDifferent: 0,
    })
    expect(compare('Send 3 apples and 5 pears', 'Please send 3 apples and 5 pears').numbersReordered).toBe(0)
    expect(compare('Send 3 apples and 5 pears', 'Send 5 apples and 4 pears').numbersReordered).toBe(0)
  })

  it('sees another day, and a day that one prompt lacks', () => {
    expect(compare('Meet on Monday', 'Meet on Tuesday')).toMatchObject({ datesDifferent: 1, datesOneSided: 0, categories: 1 })
    expect(compare('Meet at noon', 'Meet at noon tomorrow')).toMatchObject({ datesDifferent: 0, datesOneSided: 1 })
  })

  it('sees another rank', () => {
    expect(compare('Open the 1st ticket', 'Open the 2nd ticket').ranksDifferent).toBe(1)
    expect(compare('Open the first ticket', 'Open the 1st ticket').ranksDifferent).toBe(0)
  })
})
