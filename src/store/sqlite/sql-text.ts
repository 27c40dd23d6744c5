const LONE_SURROGATE = /\p{Surrogate}/u

/** Binds text losslessly: as itself, or as a UTF-16 blob when half of a surrogate pair keeps it from having a UTF-8 form. */
export function toSqlText(text: string): string | Uint8Array {
  return LONE_SURROGATE.test(text) ? new Uint8Array(Buffer.from(text, 'utf16le')) : text
}

/** Reads what {@link toSqlText} bound. */
export function fromSqlText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf16le') : (value as string)
}

export function toNullableSqlText(text: string | null): string | Uint8Array | null {
  return text === null ? null : toSqlText(text)
}

export function fromNullableSqlText(value: unknown): string | null {
  return value === null ? null : fromSqlText(value)
}
