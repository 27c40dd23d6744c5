import { formatCount } from './format-number.js'

/** Makes sentences such as `1,200 pairs scored, 950 a second`; the rate counts from now. */
export function describeRate(what: string, now: () => number = () => performance.now()): (done: number) => string {
  const startMs = now()
  return (done) => {
    const seconds = (now() - startMs) / 1000
    const rate = seconds > 1 ? `, ${formatCount(Math.round(done / seconds))} a second` : ''
    return `${formatCount(done)} ${what}${rate}`
  }
}
