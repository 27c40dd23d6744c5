/** One field of a protobuf message as it stands in the bytes. */
export interface ProtobufField {
  readonly number: number
  /** Tag and value: what must be written to keep the field. */
  readonly whole: Uint8Array
  /** The value alone, of a text, bytes, nested message or packed list; empty for others. */
  readonly content: Uint8Array
}

/** Lengths and varints of these files stay far below this many bytes. */
const MAX_VARINT_BYTES = 10

/** Reads the fields of a message, which share memory with it; throws `RangeError` where the bytes are no message. */
export function* readFields(message: Uint8Array): Generator<ProtobufField> {
  let at = 0
  while (at < message.length) {
    const start = at
    const tag = readVarint(message, at)
    const wireType = tag.value % 8
    let content: Uint8Array = new Uint8Array()
    at = tag.end
    if (wireType === 0) at = readVarint(message, at).end
    else if (wireType === 1) at += 8
    else if (wireType === 5) at += 4
    else if (wireType === 2) {
      const length = readVarint(message, at)
      at = length.end + length.value
      content = message.subarray(length.end, at)
    } else throw new RangeError(`Cannot read a protobuf field of wire type ${wireType} at byte ${start}`)
    if (at > message.length) throw new RangeError(`Cannot read a protobuf field that ends at byte ${at} of ${message.length}`)
    yield { number: Math.floor(tag.value / 8), whole: message.subarray(start, at), content }
  }
}

/** A number that loses its lower bits over 2^53, which no tag or length of a file that fits in memory reaches. */
function readVarint(message: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0
  for (let length = 0; length < MAX_VARINT_BYTES; length++) {
    const byte = message[start + length]
    if (byte === undefined) throw new RangeError(`Cannot read a protobuf number that runs over the end at byte ${start}`)
    value += (byte & 0x7f) * 2 ** (7 * length)
    if (byte < 0x80) return { value, end: start + length + 1 }
  }
  throw new RangeError(`Cannot read a protobuf number of more than ${MAX_VARINT_BYTES} bytes at byte ${start}`)
}
