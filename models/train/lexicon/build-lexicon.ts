/**
 * Builds the lexicon from public data and our own lists (`lists/`).
 *
 *     node dist/models/train/lexicon/build-lexicon.js [--data ../shared/data] [--out models/bundled/lexicon]
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { encodeLexicon, type LexiconHeader } from '../../../src/text/lexicon-file.js'
import { chooseWords } from './choose-words.js'
import { collectPhrases, phrasesOfWordNet } from './collect-phrases.js'
import { collectRelations, type Relations } from './collect-relations.js'
import { collectSenses } from './collect-senses.js'
import { countWords } from './count-words.js'
import { describeLexicon } from './describe-lexicon.js'
import { foldSpellings } from './fold-spellings.js'
import { readList, readListedWords, readPairs } from './read-lists.js'
import { readWordNet } from './read-wordnet.js'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    out: { type: 'string', default: 'models/bundled/lexicon' },
    lists: { type: 'string', default: 'models/train/lexicon/lists' },
  },
})
const lexicalDir = join(values.data, 'lexical')

const wordNet = await readWordNet(lexicalDir)
const invariants = readList(values.lists, 'invariants').flatMap((line) => line.split(/\s+/))
const listed = readListedWords(values.lists)
const counts = await countWords(values.data, phrasesOfWordNet(wordNet))
const vocabulary = chooseWords(counts, wordNet.kinds, listed, new Set(invariants))
const spellings = foldSpellings(wordNet, vocabulary.words)
for (const [from, to] of readPairs(values.lists, 'spellings')) spellings.set(from, to)
const spell = (word: string) => spellings.get(word) ?? word
const toBase = (text: string) =>
  text
    .split(' ')
    .map((word) => spell(vocabulary.lemma(word)))
    .join(' ')

const relations = await collectRelations(lexicalDir, values.lists, wordNet, vocabulary, spell)
const polarity = readList(values.lists, 'polarity')
const polar = (sign: string) =>
  polarity
    .filter((line) => line.startsWith(`${sign} `))
    .flatMap((line) => line.slice(2).split(/\s+/))
    .map((item) => toBase(item.replaceAll('_', ' ')))
const header: LexiconHeader = {
  formatVersion: 1,
  words: vocabulary.words.join(' '),
  spellings: Object.fromEntries(spellings),
  invariants,
  categories: readList(values.lists, 'categories').map((line) => line.split(/\s+/).map(toBase)),
  phrases: collectPhrases(values.lists, wordNet, counts.phrases, toBase),
  polarity: { minus: polar('-'), plus: polar('+') },
  acronyms: Object.fromEntries(
    readList(values.lists, 'acronyms').map((line) => {
      const [short, meanings] = line.split(':') as [string, string]
      return [short.trim(), meanings.split(',').map((meaning) => toBase(meaning.trim().replaceAll('_', ' ')))]
    }),
  ),
}
const bytes = gzipSync(
  encodeLexicon(header, {
    idf: vocabulary.idf,
    kinds: vocabulary.kinds,
    ...relationColumns(relations),
    ...collectSenses(wordNet, vocabulary, spell),
  }),
  { level: 9 },
)
const sha256 = createHash('sha256').update(bytes).digest('hex')
mkdirSync(values.out, { recursive: true })
writeFileSync(join(values.out, 'lexicon.gz'), bytes)
writeFileSync(join(values.out, 'card.json'), `${JSON.stringify(describeLexicon(sha256, header, relations), null, 2)}\n`)
console.log(
  `${vocabulary.words.length} words, ${relations.size} relations, ${Object.keys(header.phrases).length} phrases, ${bytes.length} bytes`,
)

function relationColumns(pairs: Relations) {
  const relationCounts = new Uint8Array(vocabulary.words.length)
  const relationSteps: number[] = []
  const relationBits: number[] = []
  let from = -1
  let previous = 0
  for (const [key, bits] of [...pairs].sort((x, y) => x[0] - y[0])) {
    const low = Math.floor(key / 65536)
    const high = key % 65536
    if (low !== from) previous = low
    from = low
    if (relationCounts[low] === 255) continue
    relationCounts[low]!++
    relationSteps.push(high - previous)
    relationBits.push(bits)
    previous = high
  }
  return { relationCounts, relationSteps: Uint16Array.from(relationSteps), relationBits: Uint8Array.from(relationBits) }
}
