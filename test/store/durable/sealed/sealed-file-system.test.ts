import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aes256Gcm } from '../../../../src/security/aes-256-gcm.js'
import { encodeHeader } from '../../../../src/store/durable/journal-format.js'
import { SealedFileSystem } from '../../../../src/store/durable/sealed/sealed-file-system.js'
import { chunkAt, decodeSealedHeader, encodeChunk } from '../../../../src/store/durable/sealed/sealed-format.js'
import { SimulatedFileSystem, systemError } from '../simulated-file-system.js'

const PATH = '/data/file'
const CIPHER = aes256Gcm(randomBytes(32))
const SECRET = 'approve the refund'

/** A file of these contents, one write each. */
async function fileOf(...contents: string[]) {
  const raw = new SimulatedFileSystem()
  const files = new SealedFileSystem(raw, CIPHER)
  const file = await files.create(PATH)
  let position = 0
  for (const content of contents) {
    await file.write(Buffer.from(content), position)
    position += content.length
  }
  return { raw, files, file, bytes: () => Buffer.from(raw.afterKill().get(PATH)!) }
}

const readText = async (bytes: Uint8Array, cipher = CIPHER) =>
  Buffer.from((await new SealedFileSystem(new SimulatedFileSystem(new Map([[PATH, bytes]])), cipher).read(PATH))!).toString()

/** Where each chunk begins, and where the last one ends. */
function boundsOf(bytes: Buffer): number[] {
  const bounds = [decodeSealedHeader(bytes)!.end]
  for (let chunk; (chunk = chunkAt(bytes, bounds.at(-1)!));) bounds.push(chunk.end)
  return bounds
}

describe('SealedFileSystem', () => {
  test('shows its content above and none of it below', async () => {
    const { files, bytes } = await fileOf(SECRET, ` ${SECRET}`)
    expect(Buffer.from((await files.read(PATH))!).toString()).toBe(`${SECRET} ${SECRET}`)
    for (const word of SECRET.split(' ')) expect(bytes().includes(word)).toBe(false)
    expect(await files.read('/data/none')).toBeNull()
  })

  test('behaves as a plain file does under any writes, cuts, reads and reopenings', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), text: fc.string({ maxLength: 12 }) }),
      fc.record({ kind: fc.constant('truncate' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
      fc.record({
        kind: fc.constant('read' as const),
        from: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.nat({ max: 20 }),
      }),
      fc.record({ kind: fc.constant('reopen' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const { files, file: created } = await fileOf()
        let [file, plain] = [created, Buffer.alloc(0)]
        for (const one of steps) {
          if (one.kind === 'write') {
            await file.write(Buffer.from(one.text), plain.length)
            plain = Buffer.concat([plain, Buffer.from(one.text)])
          } else if (one.kind === 'truncate') {
            const length = Math.floor(plain.length * one.share)
            await file.truncate(length)
            plain = plain.subarray(0, length)
          } else if (one.kind === 'read') {
            const from = Math.floor(plain.length * one.from)
            expect(Buffer.from(await file.read(from, one.length)).equals(plain.subarray(from, from + one.length))).toBe(true)
          } else {
            await file.close()
            file = await files.open(PATH)
          }
        }
        const whole = await files.read(PATH)
        if (plain.length > 0) expect(Buffer.from(whole!).equals(plain)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test('refuses another key and a file in clear, and touches neither', async () => {
    const { bytes } = await fileOf(SECRET)
    await expect(readText(bytes(), aes256Gcm(randomBytes(32)))).rejects.toMatchObject({
      code: 'SMARTMEMO_STORE_KEY',
      details: { path: PATH, problem: expect.stringContaining('encrypted with aes-256-gcm:') as string },
    })
    const journal = encodeHeader({ generation: 1, followsOffset: 0, snapshotChecksum: 0 })
    await expect(readText(journal)).rejects.toMatchObject({ details: { problem: 'it is not encrypted' } })
  })

  test('never shows content that was not written, whichever byte is altered or wherever it is cut', async () => {
    const contents = ['first', 'second', 'third']
    const { bytes } = await fileOf(...contents)
    const whole = bytes()
    /** Shows whole contents in their order, with zeros for what is missing, or bytes that are still encrypted. */
    const isHonest = (text: string) => {
      const left = contents.filter((content) => text.includes(content))
      return left.length === 0 || text.replaceAll('\0', '') === left.join('')
    }
    for (let position = 0; position < whole.length; position++) {
      const altered = Buffer.from(whole)
      altered[position]! ^= 0x20
      const text = await readText(altered).catch((error: unknown) => (error as { code: string }).code)
      expect(isHonest(text) || text.startsWith('SMARTMEMO_STORE_'), `byte ${position}: ${text}`).toBe(true)
      const cut = await readText(whole.subarray(0, position))
      expect(isHonest(cut), `cut at ${position}: ${cut}`).toBe(true)
    }
  })

  test('shows a gap for a chunk that is gone, moved or twice there', async () => {
    const whole = (await fileOf('one.', 'two.', 'three.')).bytes()
    const [a, b, c, d] = boundsOf(whole) as [number, number, number, number]
    const piece = (from: number, to: number) => whole.subarray(from, to)
    const head = piece(0, a)
    expect(await readText(Buffer.concat([head, piece(a, b), piece(c, d)]))).toBe('one.\0three.')
    expect(await readText(Buffer.concat([head, piece(a, b), piece(a, b), piece(b, c)]))).toBe('one.\0one.two.')
    expect(await readText(Buffer.concat([head, piece(b, c), piece(a, b)]))).toBe('\0two.\0one.')
  })

  test('refuses a chunk that was forged, or taken from another file of the same key', async () => {
    const whole = (await fileOf('one.', 'two.')).bytes()
    const other = (await fileOf('xxx.', 'yyy.')).bytes()
    const [a, b] = boundsOf(whole) as [number, number]
    const forged = encodeChunk({ ...chunkAt(whole, a)!, sealed: randomBytes(32) })
    for (const chunk of [forged, other.subarray(a, b)]) {
      await expect(readText(Buffer.concat([whole.subarray(0, a), chunk, whole.subarray(b)]))).rejects.toMatchObject({
        code: 'SMARTMEMO_STORE_KEY',
        details: { problem: expect.stringContaining('cannot be decrypted') as string },
      })
    }
  })

  test('shows nothing of plain bytes that someone put behind its chunks', async () => {
    const whole = (await fileOf('one.')).bytes()
    expect(await readText(Buffer.concat([whole, Buffer.from('approve')]))).toBe(`one.${'\0'.repeat(7)}`)
  })

  test('goes on after a write that failed and was cut off', async () => {
    const { raw, files, file } = await fileOf('one.')
    raw.fault = (operation) => (operation === 'write' ? systemError('ENOSPC') : undefined)
    await expect(file.write(Buffer.from('two.'), 4)).rejects.toThrow('ENOSPC')
    raw.fault = undefined
    await file.truncate(4)
    await file.write(Buffer.from('three.'), 4)
    expect(Buffer.from((await files.read(PATH))!).toString()).toBe('one.three.')
    await expect(file.write(Buffer.from('x'), 2)).rejects.toThrow(RangeError)
  })

  test('refuses a file of a later release', async () => {
    const header = Buffer.from((await fileOf('one.')).bytes())
    const end = decodeSealedHeader(header)!.end
    header.writeUInt32LE(99, 8)
    header.writeUInt32LE(crc32(header.subarray(0, end - 4)), end - 4)
    await expect(readText(header)).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_VERSION', details: { found: 99 } })
  })
})
