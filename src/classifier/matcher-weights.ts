import { ModelFileError } from '../errors/errors.js'

/** What turns words and word relations into the matcher's inputs; the rest of the matcher is in the graph. */
export interface MatcherWeights {
  /** Numbers that a token becomes. */
  readonly stateSize: number
  /** Numbers that a word relation becomes, the pull on the attention first. */
  readonly relationSize: number
  /** Dimensions of the word vectors. */
  readonly dimensions: number
  /** Row-major `dimensions × stateSize`. */
  readonly projection: Float32Array
  /** `stateSize`. */
  readonly bias: Float32Array
  /** Row-major `ROLE_BITS × stateSize`: what each role bit adds. */
  readonly roles: Float32Array
  /** Row-major `RELATION_BITS × relationSize`: what each relation bit adds. */
  readonly relations: Float32Array
  /** How much a cosine pulls, and how much distance between two places (0…1) pushes. */
  readonly cosinePull: number
  readonly distancePull: number
}

/** File of these weights in a classifier's folder. */
export const MATCHER_FILE = 'matcher.bin'

/** Tokens of a prompt that the matcher sees; the features see all. */
export const MATCHER_TOKENS = 32
export const ROLE_BITS = 12
export const RELATION_BITS = 18

const HEADER_INTS = 3

/**
 * Reads `matcher.bin`: uint32 stateSize, relationSize, dimensions, then float32 projection, bias, roles, relations, cosinePull,
 * distancePull, all little-endian. Throws `ModelFileError` for another length.
 */
export function readMatcherWeights(path: string, bytes: Uint8Array): MatcherWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const problem = (what: string) =>
    new ModelFileError({ path, problem: what, remedy: 'Train the classifier again, or reinstall smartmemo' })
  if (bytes.length < HEADER_INTS * 4) throw problem('it is too short')
  const [stateSize, relationSize, dimensions] = [0, 4, 8].map((at) => view.getUint32(at, true)) as [number, number, number]
  const floats = dimensions * stateSize + stateSize + ROLE_BITS * stateSize + RELATION_BITS * relationSize + 2
  if (bytes.length !== (HEADER_INTS + floats) * 4)
    throw problem(`it has ${bytes.length} bytes instead of ${(HEADER_INTS + floats) * 4}`)
  let at = HEADER_INTS * 4
  const take = (length: number) => {
    const part = Float32Array.from({ length }, (_, index) => view.getFloat32(at + 4 * index, true))
    at += 4 * length
    return part
  }
  return {
    stateSize,
    relationSize,
    dimensions,
    projection: take(dimensions * stateSize),
    bias: take(stateSize),
    roles: take(ROLE_BITS * stateSize),
    relations: take(RELATION_BITS * relationSize),
    cosinePull: take(1)[0]!,
    distancePull: take(1)[0]!,
  }
}
