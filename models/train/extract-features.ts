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
 * - with `--tokens`, `tokens.txt` (one token a line, numbered from 0), `vectors.f32` (their word vectors, float32, row-major;
 *   `dimensions` in the header) and `pairs.bin`, per pair, little-endian: uint16 n, uint16 m, then int32 token numbers of a (n)
 *   and b (m), float32 weights of a and b, uint16 roles of a and b, uint32 word relations (n × m, row-major; bits of
 *   `WordRelation`), int8 cosines × 127 (n × m). Sides stand in canonical order, not in the file's, and end where the matcher
 *   stops reading.
 *
 * `--shard I/N` takes every N-th pair from the I-th on, so that N processes can share the work.
 */
import { mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { AnalysisCache } from '../../src/classifier/analysis-cache.js'
import { alignPair, type PairAlignment } from '../../src/classifier/pair-alignment.js'
import { FEATURE_NAMES, FEATURES_HASH, writeFeatures } from '../../src/classifier/pair-features.js'
import { MATCHER_TOKENS } from '../../src/classifier/matcher-weights.js'
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
if (values.out === undefined || input === undefined)
  throw new Error('usage: extract-features --out DIR [--vectors DIR] PAIRS.jsonl')
const [shard, shards] = values.shard.split('/').map(Number) as [number, number]
/** Rows written at a time. */
const BATCH = 2000

const lexicon = Lexicon.decode(readFileSync(values.lexicon))
const analyses = new AnalysisCache(
  lexicon,
  values.vectors === undefined ? null : await BundledEncoder.loadVectors(values.vectors),
)
mkdirSync(values.out, { recursive: true })
const featureFile = openSync(join(values.out, 'features.f32'), 'w')
const rowFile = openSync(join(values.out, 'rows.jsonl'), 'w')
const pairFile = values.tokens ? openSync(join(values.out, 'pairs.bin'), 'w') : null
const tokenNumbers = new Map<string, number>()
const tokenVectors: (Float32Array | undefined)[] = []
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
  if (pairFile !== null) records.push(encodePair(pair))
  if (waiting.length === BATCH) flush()
}
flush()
writeFileSync(
  join(values.out, 'header.json'),
  `${JSON.stringify({ rows, names: FEATURE_NAMES, featuresHash: FEATURES_HASH, dimensions: dimensionsOf() }, null, 1)}\n`,
)
if (values.tokens) writeFileSync(join(values.out, 'tokens.txt'), `${[...tokenNumbers.keys()].join('\n')}\n`)
if (values.tokens) writeFileSync(join(values.out, 'vectors.f32'), vectorMatrix())
console.log(`${rows} pairs, ${FEATURE_NAMES.length} features`)

function flush(): void {
  if (waiting.length === 0) return
  writeSync(featureFile, new Uint8Array(matrix.buffer, 0, waiting.length * FEATURE_NAMES.length * 4))
  writeSync(rowFile, `${waiting.join('\n')}\n`)
  if (pairFile !== null) writeSync(pairFile, Buffer.concat(records))
  rows += waiting.length
  waiting = []
  records = []
}

function encodePair({ a, b, relations, cosines }: PairAlignment): Buffer {
  const n = Math.min(a.texts.length, MATCHER_TOKENS)
  const m = Math.min(b.texts.length, MATCHER_TOKENS)
  const width = b.texts.length
  const cells = Array.from({ length: n }, (_, i) => i).flatMap((i) => Array.from({ length: m }, (_, j) => i * width + j))
  const parts = [
    Uint16Array.of(n, m),
    Int32Array.from({ length: n }, (_, at) => numberOf(a, at)),
    Int32Array.from({ length: m }, (_, at) => numberOf(b, at)),
    a.weights.slice(0, n),
    b.weights.slice(0, m),
    a.roles.slice(0, n),
    b.roles.slice(0, m),
    Uint32Array.from(cells, (cell) => relations[cell]!),
    Int8Array.from(cells, (cell) => Math.round(127 * cosines[cell]!)),
  ]
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)))
}

/** Tokens are told apart by their vector too: one without its own takes that of its base form. */
function numberOf({ texts, vectors }: PairAlignment['a'], at: number): number {
  const known = tokenNumbers.get(texts[at]!)
  if (known !== undefined) return known
  tokenNumbers.set(texts[at]!, tokenNumbers.size)
  tokenVectors.push(vectors[at])
  return tokenNumbers.size - 1
}

function dimensionsOf(): number {
  return tokenVectors.find((vector) => vector !== undefined)?.length ?? 0
}

function vectorMatrix(): Uint8Array {
  const dimensions = dimensionsOf()
  const matrix = new Float32Array(tokenVectors.length * dimensions)
  tokenVectors.forEach((vector, token) => vector && matrix.set(vector, token * dimensions))
  return new Uint8Array(matrix.buffer)
}
