import { gunzipSync, gzipSync } from 'node:zlib'
import * as v from 'valibot'
import { ModelFileError } from '../errors/errors.js'

/** Training pairs of a shipped classifier, as features: what it must not forget. Arrays have one element a row. */
export interface Replay {
  /** Which features, in which order; see `FEATURES_HASH`. */
  readonly featureHash: string
  readonly width: number
  /** Row-major. */
  readonly features: Float32Array
  /** Logits of the shipped classifier. */
  readonly baseLogits: Float32Array
  readonly labels: Float32Array
  readonly weights: Float32Array
}

/** File of a replay in the folder of a classifier. */
export const REPLAY_FILE = 'replay.bin'
const STEPS = 255

const schema = v.object({
  formatVersion: v.literal(1),
  featureHash: v.string(),
  rows: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000)),
  width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  /** Per feature, its least value and the step between two of 256 levels. */
  least: v.array(v.number()),
  steps: v.array(v.number()),
})

/**
 * Encodes a replay: gzip over a line of JSON, then a byte a feature (row-major, 256 levels between its least and greatest
 * value), float32 base logits, float32 weights, and a byte a label; little-endian.
 */
export function encodeReplay({ featureHash, width, features, baseLogits, labels, weights }: Replay): Uint8Array {
  const rows = labels.length
  const least = Array.from({ length: width }, (_, column) => extreme(Math.min, features, column, width))
  const steps = least.map((low, column) => (extreme(Math.max, features, column, width) - low) / STEPS)
  const levels = new Uint8Array(rows * width)
  for (let at = 0; at < levels.length; at++) {
    const column = at % width
    levels[at] = steps[column] === 0 ? 0 : Math.round((features[at]! - least[column]!) / steps[column]!)
  }
  const header = `${JSON.stringify({ formatVersion: 1, featureHash, rows, width, least, steps })}\n`
  return gzipSync(Buffer.concat([Buffer.from(header), levels, bytesOf(baseLogits), bytesOf(weights), Uint8Array.from(labels)]), {
    level: 9,
  })
}

/** Decodes a replay; throws `ModelFileError` for bytes of another make. */
export function decodeReplay(path: string, bytes: Uint8Array): Replay {
  const fail = (problem: string) =>
    new ModelFileError({ path, problem, remedy: 'Reinstall smartmemo, or make the file anew with models/train' })
  let content: Buffer
  try {
    content = gunzipSync(bytes)
  } catch (error) {
    throw fail(`it is no gzip file (${(error as Error).message})`)
  }
  const end = content.indexOf(0x0a)
  const header = v.safeParse(schema, parseJson(content.subarray(0, Math.max(0, end)).toString()))
  if (!header.success) throw fail('its first line is no header of a replay')
  const { rows, width, least, steps, featureHash } = header.output
  const columns = content.subarray(end + 1)
  if (least.length !== width || steps.length !== width || columns.length !== rows * (width + 9))
    throw fail('it is longer or shorter than its header says')
  const floatsAt = (start: number) =>
    new Float32Array(columns.buffer.slice(columns.byteOffset + start, columns.byteOffset + start + rows * 4))
  const features = Float32Array.from(
    columns.subarray(0, rows * width),
    (level, at) => least[at % width]! + level * steps[at % width]!,
  )
  return {
    featureHash,
    width,
    features,
    baseLogits: floatsAt(rows * width),
    weights: floatsAt(rows * (width + 4)),
    labels: Float32Array.from(columns.subarray(rows * (width + 8))),
  }
}

function extreme(choose: (a: number, b: number) => number, features: Float32Array, column: number, width: number): number {
  let value = features[column] ?? 0
  for (let at = column; at < features.length; at += width) value = choose(value, features[at]!)
  return value
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
