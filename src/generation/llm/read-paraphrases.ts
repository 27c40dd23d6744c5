/** Longest paraphrase, as a multiple of the prompt: a model that goes on explaining writes more. */
const MOST_TIMES_LONGER = 3
const NEGATION = /\b(?:not|never|no|without|cannot)\b|n't\b/i

/**
 * Reads paraphrases out of a model's reply: a JSON list of strings wherever it stands, else one a line. Left out are the
 * prompt itself, and texts with other numbers, with or without a negation unlike the prompt, or much longer.
 */
export function readParaphrases(prompt: string, reply: string): string[] {
  const seen = new Set([keyOf(prompt)])
  return listIn(reply).filter((text) => {
    const isNew = !seen.has(keyOf(text))
    seen.add(keyOf(text))
    return (
      isNew &&
      text.length <= prompt.length * MOST_TIMES_LONGER &&
      numbersIn(text) === numbersIn(prompt) &&
      NEGATION.test(text) === NEGATION.test(prompt)
    )
  })
}

function listIn(reply: string): string[] {
  const json = /\[[^]*\]/.exec(reply)?.[0]
  if (json !== undefined) {
    try {
      const list: unknown = JSON.parse(json)
      if (Array.isArray(list)) return list.filter((item): item is string => typeof item === 'string').map((item) => item.trim())
    } catch {
      // No JSON after all: read it line by line.
    }
  }
  const lines = reply.split('\n').map((line) =>
    line
      .replace(/^\s*(?:[-*•]|\d+[.)])\s*/, '')
      .replaceAll(/^["“]|["”],?$/g, '')
      .trim(),
  )
  return lines.filter((line) => line !== '' && !line.endsWith(':'))
}

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function numbersIn(text: string): string {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).toSorted().join(' ')
}
