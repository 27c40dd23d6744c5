/**
 * Turns labelled pairs into the pair classifier's inputs, with the code that the library itself runs.
 *
 *     node dist/models/train/extract-features.js --out DIR [--vectors models/bundled/encoder] [--lexicon models/bundled/lexicon/lexicon.gz]
 *          [--tokens] [--shard 0/1] PAIRS.jsonl[.gz]
 *
 * Writes to DIR:
 * - `features.f32`: little-endian float32, row-major, one row a pair, columns as in the header;
 * - `header.json`: { rows, names, featuresHash };
 * - `rows.jsonl`: per row the label and every other field of the record but the prompts, in the same order;
 * - with `--tokens`, `tokens.txt` (one token a line, numbered from 0) and `matcher.bin`, per pair, little-endian:
 *   uint16 n, uint16 m, then int32 token numbers of a (n) and b (m), float32 weights of a and b, uint16 roles of a and b,
 *   uint32 word relations (n × m, row-major; bits of `WordRelation`). Sides stand in canonical order, not in the file's.
 *
 * `--shard I/N` takes every N-th pair from the I-th on, so that N processes can share the work.
 */
import { mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { AnalysisCache } from '../../src/classifier/analysis-cache.js'
import { alignPair, type PairAlignment } from '../../src/classifier/pair-alignment.js'
import { FEATURE_NAMES, FEATURES_HASH, writeFeatures } from '../../src/classifier/pair-features.js'
import { BundledEncoder } from '../../src/encoder/bundled-encoder.js'
import { Lexicon } from '../../src/text/lexicon.js'
import { readLines } from './read-lines.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    vectors: { type: 'string' },
    lexicon: { type: 'string', default: 'models/bundled/lexicon/lexicon.gz' },
    tokens: { type: 'boolean', default: false },
    shard: { type: 'string', default: '0/1' },
  },
})
const [input] = positionals
if (values.out === undefined || input === undefined) throw new Error('usage: extract-features --out DIR [--vectors DIR] PAIRS.jsonl')
const [shard, shards] = values.shard.split('/').map(Number) as [number, number]
/** Rows written at a time. */
const BATCH = 2000

const lexicon = Lexicon.decode(readFileSync(values.lexicon))
const analyses = new AnalysisCache(lexicon, values.vectors === undefined ? null : await BundledEncoder.loadVectors(values.vectors))
mkdirSync(values.out, { recursive: true })
const featureFile = openSync(join(values.out, 'features.f32'), 'w')
const rowFile = openSync(join(values.out, 'rows.jsonl'), 'w')
const matcherFile = values.tokens ? openSync(join(values.out, 'matcher.bin'), 'w') : null
const tokenNumbers = new Map<string, number>()
const matrix = new Float32Array(BATCH * FEATURE_NAMES.length)
let waiting: string[] = []
let records: Buffer[] = []
let rows = 0
let line = 0

for await (const text of readLines(input)) {
  if (text === '' || line++ % shards !== shard) continue
  const { prompt_a, prompt_b, ...rest } = JSON.parse(text) as { prompt_a: string; prompt_b: string }
  const pair = alignPair(analyses.of(prompt_a), analyses.of(prompt_b), lexicon)
  writeFeatures(pair, matrix, waiting.length * FEATURE_NAMES.length)
  waiting.push(JSON.stringify(rest))
  if (matcherFile !== null) records.push(encodePair(pair))
  if (waiting.length === BATCH) flush()
}
flush()
writeFileSync(join(values.out, 'header.json'), `${JSON.stringify({ rows, names: FEATURE_NAMES, featuresHash: FEATURES_HASH }, null, 1)}\n`)
if (values.tokens) writeFileSync(join(values.out, 'tokens.txt'), `${[...tokenNumbers.keys()].join('\n')}\n`)
console.log(`${rows} pairs, ${FEATURE_NAMES.length} features`)

function flush(): void {
  if (waiting.length === 0) return
  writeSync(featureFile, new Uint8Array(matrix.buffer, 0, waiting.length * FEATURE_NAMES.length * 4))
  writeSync(rowFile, `${waiting.join('\n')}\n`)
  if (matcherFile !== null) writeSync(matcherFile, Buffer.concat(records))
  rows += waiting.length
  waiting = []
  records = []
}

function encodePair({ a, b, relations }: PairAlignment): Buffer {
  const numbers = (texts: readonly string[]) => Int32Array.from(texts, numberOf)
  const parts = [Uint16Array.of(a.texts.length, b.texts.length), numbers(a.texts), numbers(b.texts), a.weights, b.weights, a.roles, b.roles, relations]
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)))
}

function numberOf(token: string): number {
  const known = tokenNumbers.get(token)
  if (known !== undefined) return known
  tokenNumbers.set(token, tokenNumbers.size)
  return tokenNumbers.size - 1
}
