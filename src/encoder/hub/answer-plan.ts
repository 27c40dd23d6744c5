/** What the body of a server's answer is. */
export interface AnswerPlan {
  /** Position of its first byte in the file. */
  readonly from: number
  /** Bytes of the whole file; undefined when the server does not say. */
  readonly total: number | undefined
  /** Everything was on disk already. */
  readonly isComplete: boolean
}

/**
 * Reads from status and headers what to do with an answer when `present` bytes are on disk: use it as planned, throw those
 * bytes away and ask again, or give up.
 */
export function planAnswer({ status, headers }: Response, present: number): AnswerPlan | 'restart' | 'refused' {
  if (status === 200) {
    const isPlain = (headers.get('content-encoding') ?? 'identity') === 'identity'
    return { from: 0, total: isPlain ? wholeNumber(headers.get('content-length')) : undefined, isComplete: false }
  }
  if (present === 0 || (status !== 206 && status !== 416)) return 'refused'
  const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '')
  const total = wholeNumber(range?.[2])
  if (status === 416) return total === present ? { from: present, total, isComplete: true } : 'restart'
  return wholeNumber(range?.[1]) === present ? { from: present, total, isComplete: false } : 'restart'
}

function wholeNumber(text: string | null | undefined): number | undefined {
  return /^\d+$/.test(text ?? '') ? Number(text) : undefined
}
