import { pick } from '../../random/seeded-random.js'
import { replaceMatch } from '../edits/prompt-edit.js'
import type { Rephrasing } from './rephrasing.js'

/** Words and phrases that may stand for each other in most requests, in the same inflection. */
const GROUPS = `
delete|remove|erase
buy|purchase
fix|repair
choose|pick|select
change|alter|modify
decrease|lower|reduce
employees|staff members
documents|papers
right away|immediately
remember|keep in mind
purchases|orders placed
quarrel|argument
roommate|flatmate
supervisor|boss
football|soccer
query|question
physician|doctor
medicine|medication
parcel|package
flat|apartment
holiday|vacation
invoice|bill
required|needed
permitted|allowed
method|approach
children|kids
computer|PC
photo|picture
revenue|turnover
contest|dispute
meeting|appointment
`
const OTHERS = new Map(
  GROUPS.trim()
    .split('\n')
    .flatMap((row) => row.split('|').map((word) => [word, row.split('|').filter((other) => other !== word)] as const)),
)
const ANY_WORD = new RegExp(String.raw`\b(?:${[...OTHERS.keys()].toSorted((a, b) => b.length - a.length).join('|')})\b`, 'gi')
/** Replaces one word by another that means the same there. */
export const replaceSynonym: Rephrasing = (prompt, random) => {
  const found = [...prompt.matchAll(ANY_WORD)]
  if (found.length === 0) return null
  const match = pick(found, random)
  return replaceMatch(prompt, match, pick(OTHERS.get(match[0].toLowerCase())!, random))
}
