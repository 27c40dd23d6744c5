import { Aes256Gcm } from './aes-256-gcm.js'
import type { Cipher, CipherCall, CipherSource, SealPlace } from './cipher.js'

/** A cipher in the two forms in which it travels to another thread: data, and functions that call back. */
export interface CipherParcel {
  readonly source: CipherSource
  readonly calls: readonly [] | readonly [encrypt: CipherCall, decrypt: CipherCall]
}

/** Packs a cipher; one of our own needs no calls back. */
export function packCipher(cipher: Cipher): CipherParcel {
  if (cipher instanceof Aes256Gcm) return { source: cipher.source, calls: [] }
  return {
    source: { kind: 'custom', id: cipher.id },
    calls: [(bytes, place) => cipher.encrypt(bytes, place), (bytes, place) => cipher.decrypt(bytes, place)],
  }
}

/** Unpacks what {@link packCipher} packed. */
export function openCipher(source: CipherSource, encrypt?: CipherCall, decrypt?: CipherCall): Cipher {
  if (source.kind === 'aes-256-gcm') return new Aes256Gcm(source.key)
  if (!encrypt || !decrypt) throw new TypeError(`cipher ${source.id} came without its functions`)
  return new CheckedCipher(source.id, encrypt, decrypt)
}

/** Wraps a cipher that we did not write: whatever it returns but bytes is refused. */
class CheckedCipher implements Cipher {
  readonly id: string
  readonly #encrypt: CipherCall
  readonly #decrypt: CipherCall

  constructor(id: string, encrypt: CipherCall, decrypt: CipherCall) {
    this.id = id
    this.#encrypt = encrypt
    this.#decrypt = decrypt
  }

  async encrypt(bytes: Uint8Array, place: SealPlace): Promise<Uint8Array> {
    return requireBytes('encrypt', await this.#encrypt(copyOf(bytes), place))
  }

  async decrypt(bytes: Uint8Array, place: SealPlace): Promise<Uint8Array> {
    return requireBytes('decrypt', await this.#decrypt(copyOf(bytes), place))
  }
}

/** A message between threads would copy the whole buffer that a view is a part of. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes)
}

function requireBytes(method: string, result: unknown): Uint8Array {
  if (result instanceof Uint8Array) return result
  throw new TypeError(
    `encrypt.${method} must return a Uint8Array or a promise of one, not ${result === null ? 'null' : typeof result}`,
  )
}
