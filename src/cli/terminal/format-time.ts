const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A stretch of time in its largest unit, such as `3 d` or `45 s`. */
export function formatSpan(ms: number): string {
  for (const [unit, unitMs] of [
    ['d', DAY_MS],
    ['h', HOUR_MS],
    ['min', MINUTE_MS],
  ] as const) {
    if (ms >= unitMs) return `${Math.floor(ms / unitMs)} ${unit}`
  }
  return `${Math.max(0, Math.floor(ms / SECOND_MS))} s`
}

/** How long ago, such as `3 d ago`. */
export function formatAge(atMs: number, nowMs: number): string {
  return `${formatSpan(nowMs - atMs)} ago`
}

/** Date and time in UTC, to the second. */
export function formatTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
