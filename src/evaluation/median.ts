/** The middle value, the mean of the two middle ones where their number is even; null for none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const rising = Float64Array.from(values).sort()
  const middle = rising.length >> 1
  return rising.length % 2 === 1 ? rising[middle]! : (rising[middle - 1]! + rising[middle]!) / 2
}
