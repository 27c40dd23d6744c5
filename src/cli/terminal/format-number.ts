const DASH = '–'

/** `12,345`. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US')
}

/** `97.4 %`; a dash for null. */
export function formatShare(value: number | null): string {
  return value === null ? DASH : `${(100 * value).toFixed(1)} %`
}

/** A number between −1 and 1 with so many decimals; a dash for null. */
export function formatDecimal(value: number | null, decimals = 3): string {
  return value === null ? DASH : value.toFixed(decimals)
}

/** `$1,234.50`; below a dollar with four decimals, since one call costs a fraction of a cent. */
export function formatUsd(dollars: number): string {
  const digits = dollars < 1 ? 4 : 2
  return dollars.toLocaleString('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

/** `1.4 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return power === 0 ? `${formatCount(bytes)} bytes` : `${(bytes / 1024 ** power).toFixed(1)} ${units[power]}`
}
