const VARINT = 0
const LENGTH_DELIMITED = 2
const FIXED_32 = 5

const encoder = new TextEncoder()

/** Collects the fields of one protobuf message; numbers are field numbers of its .proto file. */
export class ProtobufWriter {
  readonly #parts: Uint8Array[] = []
  #length = 0

  /** An integer from −2^53 to 2^53; a negative one takes ten bytes, as int64 fields have it. */
  integer(field: number, value: number | bigint): this {
    return this.#push(varint(field * 8 + VARINT), varint(value))
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    return this.#push(varint(field * 8 + FIXED_32), bytes)
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value))
  }

  /** Keeps a reference to `value` until {@link finish}. */
  bytes(field: number, value: Uint8Array): this {
    return this.#push(varint(field * 8 + LENGTH_DELIMITED), varint(value.length), value)
  }

  /** A field that is already encoded, with its tag. */
  raw(field: Uint8Array): this {
    return this.#push(field)
  }

  /** A nested message. */
  message(field: number, nested: ProtobufWriter): this {
    return this.bytes(field, nested.finish())
  }

  packedIntegers(field: number, values: readonly (number | bigint)[]): this {
    return this.bytes(field, concatenate(values.map(varint)))
  }

  packedFloats(field: number, values: readonly number[]): this {
    const bytes = new Uint8Array(values.length * 4)
    const view = new DataView(bytes.buffer)
    values.forEach((value, index) => view.setFloat32(index * 4, value, true))
    return this.bytes(field, bytes)
  }

  /** The encoded message. */
  finish(): Uint8Array {
    return concatenate(this.#parts, this.#length)
  }

  #push(...parts: readonly Uint8Array[]): this {
    for (const part of parts) {
      this.#parts.push(part)
      this.#length += part.length
    }
    return this
  }
}

function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = []
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

function concatenate(parts: readonly Uint8Array[], length = parts.reduce((sum, part) => sum + part.length, 0)): Uint8Array {
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
