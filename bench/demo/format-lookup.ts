import { paint } from './paint.js'
import type { DemoLookup, Judgement } from './run-workload.js'

const WIDTH_WITHOUT_TTY = 130
const MIN_WIDTH = 60

const labels: Readonly<Record<Judgement, { text: string; style: Parameters<typeof paint>[0] }>> = {
  'right-reuse': { text: 'hit   ', style: 'green' },
  'wrong-reuse': { text: 'WRONG ', style: 'red' },
  'missed-reuse': { text: 'missed', style: 'yellow' },
  new: { text: 'miss  ', style: 'gray' },
}

/** One line on a lookup: what happened, the score, both prompts, and on a refusal the first difference found. */
export function formatLookup({ asked, stored, judgement, score, differences }: DemoLookup): string {
  const { text, style } = labels[judgement]
  const isHit = judgement === 'right-reuse' || judgement === 'wrong-reuse'
  const shownScore = score === null ? '    ' : score.toFixed(2)
  const reason = isHit || !differences[0] ? '' : `  (${differences[0].text})`
  const against = stored ? `  ${isHit ? '←' : '≠'}  ${stored.prompt}${reason}` : ''
  const width = Math.max(MIN_WIDTH, process.stdout.columns ?? WIDTH_WITHOUT_TTY) - text.length - shownScore.length - 3
  return `${paint(style, text)} ${shownScore}  ${shorten(asked.prompt + against, width)}`
}

function shorten(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text
}
