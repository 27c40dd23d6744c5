import * as fc from 'fast-check'
import { anyText } from '../text/any-text.js'

/** Prompts of many kinds, for what must hold of any two. */
export const PROMPTS: readonly string[] = [
  '',
  '?',
  'ok',
  'Approve the refund for order 4711',
  'Please deny the refund of order 4711, and do not tell the customer',
  'How many mg of ibuprofen may a child of 20 kg take every 6 hours?',
  'Book a flight from Oslo to Rome on Monday at 3 pm for 2 adults',
  'Book a flight from Rome to Oslo on the 3rd of May at 15:00 for two adults',
  'Never restart the database without a backup unless I say so',
  'rm -rf ./build && npm ci --omit=dev',
  'Why does parse_date() fail on 2024-02-30 in v1.2.3?',
  'Explain the difference between TCP and UDP',
  'Ana pays Bruno $20; Bruno pays Ana €25',
  'only the admins, not all users, can delete both logs',
  'Zürich — 東京 — Ταξίδι 🚀 naïve café',
  'NEVER NEVER NEVER STOP',
  'a a a a b b b',
  `Summarise: ${'the first half of a long report and '.repeat(30)}the end`,
]

const WORDS = (
  'approve deny not never no refund order 20 25 twenty mg g hour 60 minutes monday tuesday Paris London from to before after all some only ' +
  'always the a my your install uninstall parse_date() v2.1 $5 5% 3rd 15:30 who why how turn on off and or HR human resources teh recieve'
).split(' ')

/** Prompts made of words that the features look for. */
export const wordyPrompt = fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' '))

/** Listed prompts, prompts made of words, and any strings at all. */
export const anyPrompt = fc.oneof(fc.constantFrom(...PROMPTS), wordyPrompt, anyText)
