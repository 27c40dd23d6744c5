/** What a unit measures and how many base units it holds; temperature, currencies and counts have no conversion. */
export interface Unit {
  readonly name: string
  readonly dimension: string
  /** Base units in one of this unit. */
  readonly factor: number
}

/** dimension | factor to the base unit | canonical name | other spellings. Factors: SI and the international yard and pound of 1959. */
const TABLE = `
time|1|second|seconds sec secs
time|60|minute|minutes min mins
time|3600|hour|hours hr hrs
time|86400|day|days
time|604800|week|weeks wk wks
time|1209600|fortnight|fortnights
months|1|month|months mo
months|3|quarter|
months|12|year|years yr yrs
months|120|decade|decades
months|1200|century|centuries
time|0.001|ms|millisecond milliseconds msec
time|0.000001|microsecond|microseconds μs
length|0.001|mm|millimeter millimeters millimetre millimetres
length|0.01|cm|centimeter centimeters centimetre centimetres
length|1|meter|meters metre metres
length|1000|km|kilometer kilometers kilometre kilometres kms
length|0.0254|inch|inches
length|0.3048|foot|feet ft
length|0.9144|yard|yards
length|1609.344|mile|miles
mass|0.000001|mcg|microgram micrograms ug μg
mass|0.001|mg|milligram milligrams mgs
mass|1|gram|grams gm gms
mass|1000|kg|kilogram kilograms kilo kilos kgs
mass|453.59237|pound|pounds lb lbs
mass|28.349523125|ounce|ounces oz
volume|0.001|ml|milliliter milliliters millilitre millilitres
volume|1|liter|liters litre litres
data|1|byte|bytes
data|1000|kb|kilobyte kilobytes kib
data|1000000|mb|megabyte megabytes mib
data|1000000000|gb|gigabyte gigabytes gib gigs gig
data|1000000000000|tb|terabyte terabytes tib
rate|1000000|mbps|
rate|1000000000|gbps|
frequency|1|hz|hertz
frequency|1000000|mhz|megahertz
frequency|1000000000|ghz|gigahertz
speed|1|mph|
speed|0.621371|kmh|kph
power|1|watt|watts
power|1000|kw|kilowatt kilowatts
percent|1|%|percent percentage pct
dollar|1|$|dollar dollars usd bucks
euro|1|€|euro euros eur
sterling|1|£|gbp quid
yen|1|¥|yen jpy
rupee|1|rupee|rupees inr rs
cad|1|cad|
aud|1|aud|
franc|1|chf|
cent|1|cent|cents
celsius|1|celsius|centigrade
fahrenheit|1|fahrenheit|
`

/** Spellings that mean a unit only when glued to a number: `5m`, `3h`. */
const GLUED: Readonly<Record<string, string>> = {
  s: 'second',
  h: 'hour',
  d: 'day',
  w: 'week',
  m: 'meter',
  g: 'gram',
  l: 'liter',
  c: 'celsius',
  f: 'fahrenheit',
  in: 'inch',
}

/** Spellings that stay words unless a number stands before them: a *quarter*, a *second*, a *pound*, *min* and *max*. */
const NEED_NUMBER = new Set([
  'hr',
  'sec',
  'min',
  'mins',
  'mo',
  'rs',
  'quid',
  'kilo',
  'bucks',
  'gig',
  'gigs',
  'percentage',
  'oz',
  'ft',
])

/** Single letters that mean a unit also with a space before them: `5 g`. */
const LETTERS_AFTER_NUMBER = new Set(['g', 'l', 'h', 's', 'm'])

const BY_SPELLING = new Map<string, Unit>()
for (const line of TABLE.trim().split('\n')) {
  const [dimension, factor, name, spellings] = line.split('|') as [string, string, string, string]
  const unit: Unit = { name, dimension, factor: Number(factor) }
  for (const spelling of [name, ...spellings.split(' ')]) if (spelling) BY_SPELLING.set(spelling, unit)
}

/** Symbols that stand before their number. */
export const CURRENCY_SYMBOLS: ReadonlySet<string> = new Set(['$', '€', '£', '¥'])
const MONEY = new Set(['dollar', 'euro', 'sterling', 'yen', 'rupee', 'cad', 'aud', 'franc'])

/** Tells currencies from other units. */
export function isMoney(unit: Unit): boolean {
  return MONEY.has(unit.dimension)
}

/** Finds a unit by a lower-case spelling; some short spellings count only after a number. */
export function findUnit(spelling: string, isAfterNumber: boolean): Unit | undefined {
  if (isAfterNumber && LETTERS_AFTER_NUMBER.has(spelling)) return BY_SPELLING.get(GLUED[spelling]!)
  if (!isAfterNumber && NEED_NUMBER.has(spelling)) return undefined
  return BY_SPELLING.get(spelling)
}

/** Finds the unit that was glued to a number without a space, such as `kg` in `10kg`. */
export function findGluedUnit(suffix: string): Unit | undefined {
  return BY_SPELLING.get(GLUED[suffix] ?? suffix)
}
