import { expect, test } from 'vitest'
import { rewriteNotations } from '../../src/text/rewrite-notations.js'

test.each([
  ['9-5pm', '9am-5pm'],
  ['from 3 to 4 pm today', 'from 3pm to 4pm today'],
  ['10-12pm', '10am-12pm'],
  ['11-1am', '11pm-1am'],
  ['12-1pm', '12pm-1pm'],
  ['3:15-4:45pm', '3:15pm-4:45pm'],
])('rewriteNotations gives both ends of %s their half of the day', (range, plain) => {
  expect(rewriteNotations(range)).toBe(plain)
})

test.each([
  ['March 3, 4pm', 'March 3, 4pm'],
  ['2024-03-4pm', '2024-03-4pm'],
  ['13-14pm', '13-14pm'],
])('rewriteNotations sees no range of hours in %s', (text, same) => {
  expect(rewriteNotations(text)).toBe(same)
})

test.each([
  ['ISO date and time', '2024-03-05T10:00', '2024-03-05 10:00'],
  ['a date with slashes, year first', '2024/3/5', '2024-3-5'],
  ['a time with a dot', 'at 3.30pm', 'at 3:30pm'],
  ['thousands parted by spaces', '1 000 000 rows', '1000000 rows'],
  ['thousands parted by underscores', '1_000_000', '1000000'],
  ['US dollars', 'US$20', '$20'],
  ['other dollars', 'A$1.5M or C$40', '1.5M aud or 40 cad'],
  ['a currency code in front', 'USD 1,000', '1,000 USD'],
  ['rupees', '₹500 and Rs. 20', '500 rupee and 20 rupee'],
  ['degrees with a sign', '-5 °C', '-5 celsius'],
  ['degrees in words', '98.6 degrees Fahrenheit', '98.6 fahrenheit'],
  ['speed', '60 km/h', '60 kmh'],
  ['dosing intervals', 'q8h', 'every 8 hours'],
  ['doses a day', '5 mg bid', '5 mg 2 times a day'],
])('rewriteNotations rewrites %s', (_, notation, plain) => {
  expect(rewriteNotations(notation).replace(/ +/g, ' ')).toBe(plain)
})

test.each(['(555) 123-4567', '555-123-4567', '+1 555 123 4567', '1-555-123-4567'])(
  'rewriteNotations writes the phone number %s as ten digits',
  (number) => {
    expect(rewriteNotations(`call ${number}`)).toBe('call 5551234567')
  },
)

test('rewriteNotations sees no rupees in the names of algorithms', () => {
  expect(rewriteNotations('sign with RS256')).toBe('sign with RS256')
})

test('rewriteNotations leaves a bid that is no dose alone', () => {
  expect(rewriteNotations('place 3 bids and bid again')).toBe('place 3 bids and bid again')
})
