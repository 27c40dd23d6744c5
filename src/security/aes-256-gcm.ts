import { createHash, type webcrypto } from 'node:crypto'
import { InvalidOptionError } from '../errors/errors.js'
import type { Cipher, CipherSource, SealPlace } from './cipher.js'

const KEY_BYTES = 32
/** NIST SP 800-38D recommends 96 random bits. */
const IV_BYTES = 12
const KEY_ALLOWED = '32 random bytes: a Uint8Array, 64 hexadecimal digits or their base64'
/** Files that are written or read at the same time; more are derived again. */
const MAX_FILE_KEYS = 8

/**
 * AES-256-GCM by WebCrypto. Every file has a key of its own, derived by HKDF-SHA-256 from yours and from the file's random
 * bytes, so that random nonces stay far below 2³² a key; every piece is bound to its file and position.
 */
export class Aes256Gcm implements Cipher {
  readonly id: string
  readonly #key: Uint8Array
  readonly #fileKeys = new Map<string, Promise<webcrypto.CryptoKey>>()

  /** Takes 32 bytes, which are copied. */
  constructor(key: Uint8Array) {
    this.#key = Uint8Array.from(key)
    const fingerprint = createHash('sha256').update('smartmemo key fingerprint\0').update(this.#key).digest('hex')
    this.id = `aes-256-gcm:${fingerprint.slice(0, 16)}`
  }

  /** For the thread that owns the database. */
  get source(): CipherSource {
    return { kind: 'aes-256-gcm', key: this.#key }
  }

  async encrypt(bytes: Uint8Array, place: SealPlace): Promise<Uint8Array> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
    const key = await this.#keyOf(place.file)
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(place.position) }, key, bytes)
    return Buffer.concat([iv, new Uint8Array(sealed)])
  }

  async decrypt(bytes: Uint8Array, place: SealPlace): Promise<Uint8Array> {
    const iv = bytes.subarray(0, IV_BYTES)
    const key = await this.#keyOf(place.file)
    const algorithm = { name: 'AES-GCM', iv, additionalData: bytesOf(place.position) }
    try {
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, bytes.subarray(IV_BYTES)))
    } catch (error) {
      // WebCrypto says no more than "OperationError".
      throw new Error('the content is not what was written with this key', { cause: error })
    }
  }

  #keyOf(file: Uint8Array): Promise<webcrypto.CryptoKey> {
    const name = Buffer.from(file).toString('hex')
    let key = this.#fileKeys.get(name)
    if (!key) {
      key = this.#derive(file)
      this.#fileKeys.set(name, key)
      if (this.#fileKeys.size > MAX_FILE_KEYS) this.#fileKeys.delete(this.#fileKeys.keys().next().value!)
    }
    return key
  }

  async #derive(salt: Uint8Array): Promise<webcrypto.CryptoKey> {
    const master = await crypto.subtle.importKey('raw', this.#key, 'HKDF', false, ['deriveKey'])
    const derivation = { name: 'HKDF', hash: 'SHA-256', salt, info: Buffer.from('smartmemo file key') }
    return crypto.subtle.deriveKey(derivation, master, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  }
}

/**
 * A cipher for the option `encrypt`: AES-256-GCM with a key of 32 random bytes, for example from
 * `openssl rand -hex 32`. Throws `InvalidOptionError` for anything else, without repeating it. A passphrase is no key.
 */
export function aes256Gcm(key: Uint8Array | string): Cipher {
  const bytes = typeof key === 'string' ? parseKey(key) : key
  if (!(bytes instanceof Uint8Array) || bytes.length !== KEY_BYTES) {
    throw new InvalidOptionError({ option: 'key', value: describeKey(key), allowed: KEY_ALLOWED })
  }
  return new Aes256Gcm(bytes)
}

function parseKey(text: string): Uint8Array {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : new Uint8Array()
}

function describeKey(key: unknown): string {
  if (typeof key === 'string') return `a string of ${key.length} characters`
  return key instanceof Uint8Array ? `${key.length} bytes` : typeof key
}

function bytesOf(position: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(position)
  return bytes
}
