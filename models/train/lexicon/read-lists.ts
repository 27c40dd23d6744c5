import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lines of one of our own lists, without comments; phrases keep their words joined by `_`. */
export function readList(listsDir: string, name: string): string[] {
  const text = readFileSync(join(listsDir, `${name}.txt`), 'utf8')
  return text
    .split('\n')
    .map((line) => line.replace(/#(?!\w).*$/, '').trim())
    .filter((line) => line !== '')
}

/** `word: other other` lines as pairs. */
export function readPairs(listsDir: string, name: string): [string, string][] {
  return readList(listsDir, name).flatMap((line) => {
    const [word, others] = line.split(':') as [string, string]
    return others
      .trim()
      .split(/\s+/)
      .map((other): [string, string] => [word.trim(), other])
  })
}

/** Every single word that any of our lists names. */
export function readListedWords(listsDir: string): Set<string> {
  const words = new Set<string>()
  for (const file of readdirSync(listsDir)) {
    for (const line of readList(listsDir, file.replace('.txt', ''))) {
      for (const item of line.split(/[\s:]+/)) for (const word of item.split('_')) if (word.length > 1) words.add(word)
    }
  }
  return words
}
