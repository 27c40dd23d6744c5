import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aes256Gcm } from '../../src/security/aes-256-gcm.js'
import { openCipher, packCipher } from '../../src/security/open-cipher.js'

const KEY = new Uint8Array(32).map((_, index) => index)
const HEX = Buffer.from(KEY).toString('hex')
const place = { file: new Uint8Array(16).fill(7), position: 100 }

describe('aes256Gcm', () => {
  test('gives back what it was given, and never encrypts the same twice', async () => {
    const cipher = aes256Gcm(KEY)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (bytes) => {
        const [one, other] = [await cipher.encrypt(bytes, place), await cipher.encrypt(bytes, place)]
        expect(one).not.toEqual(other)
        expect(one.length).toBe(bytes.length + 12 + 16)
        expect(new Uint8Array(await cipher.decrypt(one, place))).toEqual(bytes)
      }),
      { numRuns: 50 },
    )
  })

  test('refuses bytes that were changed anywhere, cut, or moved to another place, and those of another key', async () => {
    const cipher = aes256Gcm(KEY)
    const sealed = await cipher.encrypt(Buffer.from('Approve the refund'), place)
    for (let position = 0; position < sealed.length; position++) {
      const changed = Uint8Array.from(sealed)
      changed[position]! ^= 1
      await expect(cipher.decrypt(changed, place)).rejects.toThrow('not what was written')
    }
    for (const length of [0, 11, 12, 27, sealed.length - 1]) {
      await expect(cipher.decrypt(sealed.subarray(0, length), place)).rejects.toThrow('not what was written')
    }
    await expect(cipher.decrypt(sealed, { ...place, position: 101 })).rejects.toThrow('not what was written')
    await expect(cipher.decrypt(sealed, { ...place, file: new Uint8Array(16) })).rejects.toThrow('not what was written')
    await expect(aes256Gcm(randomBytes(32)).decrypt(sealed, place)).rejects.toThrow('not what was written')
  })

  test('takes a key as bytes, as hexadecimal digits and as base64, all the same', async () => {
    const ciphers = [KEY, HEX, HEX.toUpperCase(), Buffer.from(KEY).toString('base64')].map((key) => aes256Gcm(key))
    expect(new Set(ciphers.map(({ id }) => id)).size).toBe(1)
    const sealed = await ciphers[0]!.encrypt(Buffer.from('text'), place)
    for (const cipher of ciphers) expect(Buffer.from(await cipher.decrypt(sealed, place)).toString()).toBe('text')
  })

  test('copies the key, so that it may be wiped', async () => {
    const key = Uint8Array.from(KEY)
    const cipher = aes256Gcm(key)
    key.fill(0)
    const sealed = await cipher.encrypt(Buffer.from('text'), place)
    expect(Buffer.from(await aes256Gcm(KEY).decrypt(sealed, place)).toString()).toBe('text')
  })

  test.each([
    ['a passphrase', 'correct horse battery staple', 'a string of 28 characters'],
    ['too few digits', HEX.slice(2), 'a string of 62 characters'],
    ['too few bytes', new Uint8Array(16), '16 bytes'],
    ['too many bytes', new Uint8Array(33), '33 bytes'],
    ['nothing', undefined, 'undefined'],
    ['an ArrayBuffer', new ArrayBuffer(32), 'object'],
  ])('refuses %s without repeating it', (_, key, value) => {
    expect(() => aes256Gcm(key as Uint8Array)).toThrow(
      expect.objectContaining({
        code: 'SMARTMEMO_INVALID_OPTION',
        details: expect.objectContaining({ value }) as object,
      }) as Error,
    )
  })

  test('does not show its key when it is printed', () => {
    const cipher = aes256Gcm(KEY)
    const shown = [inspect(cipher, { depth: 9, showHidden: true }), JSON.stringify(cipher), cipher.id].join()
    for (const secret of [HEX, Buffer.from(KEY).toString('base64'), '0, 1, 2, 3', '0,1,2,3']) expect(shown).not.toContain(secret)
  })
})

describe('packCipher', () => {
  test('sends a cipher of our own as data', async () => {
    const { source, calls } = packCipher(aes256Gcm(KEY))
    expect(calls).toEqual([])
    const sealed = await aes256Gcm(KEY).encrypt(Buffer.from('text'), place)
    expect(Buffer.from(await openCipher(structuredClone(source)).decrypt(sealed, place)).toString()).toBe('text')
  })

  test('sends any other as calls back, with its own `this`, and refuses what is no bytes', async () => {
    class Xor {
      readonly id = 'xor'
      readonly mask = 9
      returns: unknown
      encrypt(bytes: Uint8Array) {
        return (this.returns as Uint8Array | undefined) ?? bytes.map((byte) => byte ^ this.mask)
      }
      decrypt(bytes: Uint8Array) {
        return Promise.resolve(this.encrypt(bytes))
      }
    }
    const own = new Xor()
    const { source, calls } = packCipher(own)
    const cipher = openCipher(source, ...calls)
    expect(cipher.id).toBe('xor')
    const view = new Uint8Array([9, 1, 2, 3]).subarray(1)
    expect(await cipher.decrypt(await cipher.encrypt(view, place), place)).toEqual(Uint8Array.of(1, 2, 3))
    for (const nonsense of ['text', 5, [1], new ArrayBuffer(4)]) {
      own.returns = nonsense
      await expect(cipher.encrypt(view, place)).rejects.toThrow(TypeError)
    }
    expect(() => openCipher(source)).toThrow(TypeError)
  })
})
