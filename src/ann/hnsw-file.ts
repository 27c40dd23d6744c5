import { crc32 } from 'node:zlib'
import { VectorIndexError } from '../errors/errors.js'

const MAGIC = 0x68_6e_73_77
const VERSION = 1
/** CRC-32 of all that follows, magic, version, dimensions, nodes, nothing. */
const HEADER_WORDS = 6
const HEADER_BYTES = HEADER_WORDS * 4
const LABEL_BYTES = 8

/** What is kept of an HNSW index: its embeddings are kept elsewhere. */
export interface HnswFile {
  readonly dimensions: number
  /** Label of every node; −1 for a removed one. */
  readonly labels: readonly number[]
  /** As hnswlib wrote it. */
  readonly graph: Uint8Array
}

/** The bytes of an index: header, labels as float64, graph; all little-endian. */
export function encodeHnswFile({ dimensions, labels, graph }: HnswFile): Uint8Array {
  const graphAt = HEADER_BYTES + labels.length * LABEL_BYTES
  const bytes = new Uint8Array(graphAt + graph.length)
  new Uint32Array(bytes.buffer, 0, HEADER_WORDS).set([0, MAGIC, VERSION, dimensions, labels.length, 0])
  new Float64Array(bytes.buffer, HEADER_BYTES, labels.length).set(labels)
  bytes.set(graph, graphAt)
  new Uint32Array(bytes.buffer, 0, 1)[0] = crc32(bytes.subarray(4))
  return bytes
}

/** Reads what {@link encodeHnswFile} wrote; throws `VectorIndexError` for bytes that are anything else. */
export function decodeHnswFile(bytes: Uint8Array): HnswFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const word = (at: number) => view.getUint32(at * 4, true)
  if (bytes.length < HEADER_BYTES || word(0) !== crc32(bytes.subarray(4)) || word(1) !== MAGIC)
    throw damaged('its bytes are damaged')
  if (word(2) !== VERSION) throw damaged(`its format is version ${word(2)}, this release reads version ${VERSION}`)
  const graphAt = HEADER_BYTES + word(4) * LABEL_BYTES
  if (graphAt > bytes.length) throw damaged('its bytes are damaged')
  const labels = Array.from({ length: word(4) }, (_, node) => view.getFloat64(HEADER_BYTES + node * LABEL_BYTES, true))
  return { dimensions: word(3), labels, graph: bytes.subarray(graphAt) }
}

function damaged(reason: string): VectorIndexError {
  return new VectorIndexError({ action: 'load', reason })
}
