/** Where a piece of a file belongs; a piece must not open anywhere else. */
export interface SealPlace {
  /** 16 random bytes, different for every file that is written. */
  readonly file: Uint8Array
  /** Where the piece begins in the file's content, in bytes. */
  readonly position: number
}

/**
 * Makes what is written to disk unreadable without a key. Called on the thread that owns the database for
 * {@link aes256Gcm}, on the one that made the cache for an object of your own. Bytes handed over belong to the receiver.
 */
export interface Cipher {
  /** Names method and key without giving the key away; written into every file, so that a wrong key is told from damage. */
  readonly id: string
  /** Binds the result to `place` if the method can. */
  encrypt(bytes: Uint8Array, place: SealPlace): Uint8Array | Promise<Uint8Array>
  /** Rejects for bytes that were changed, or that come from another place. */
  decrypt(bytes: Uint8Array, place: SealPlace): Uint8Array | Promise<Uint8Array>
}

/** A cipher as data, for the thread that will use it; `custom` calls back. */
export type CipherSource =
  | { readonly kind: 'aes-256-gcm'; readonly key: Uint8Array }
  | { readonly kind: 'custom'; readonly id: string }

/** One half of a cipher on another thread. */
export type CipherCall = Cipher['encrypt']
