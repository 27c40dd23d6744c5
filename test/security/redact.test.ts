import { describe, expect, test } from 'vitest'
import { redactStrings, redactText } from '../../src/security/redact.js'

const stars = (text: string) => text.replaceAll(/\d/g, '*')

describe('redactText', () => {
  test('is the text itself without a hook, and otherwise what the hook returns or resolves with', async () => {
    expect(await redactText(null, 'pin 1234', 'prompt')).toBe('pin 1234')
    expect(await redactText(stars, 'pin 1234', 'prompt')).toBe('pin ****')
    expect(await redactText(async (text, part) => `${part}: ${stars(text)}`, 'pin 1', 'response')).toBe('response: pin *')
  })

  test('rejects with what the hook throws, and with TypeError for anything but a string', async () => {
    const broken = new Error('broken')
    await expect(redactText(() => Promise.reject(broken), 'a', 'prompt')).rejects.toBe(broken)
    for (const nonsense of [undefined, null, 5, {}]) {
      await expect(redactText(() => nonsense as never, 'a', 'prompt')).rejects.toThrow(TypeError)
    }
  })
})

describe('redactStrings', () => {
  test('reaches every string at any depth and leaves everything else', async () => {
    const metadata = { user: 'id 7', 5: 5, nested: [{ note: 'pin 12', ok: true, nothing: null }, 'x1'], empty: {} }
    expect(await redactStrings(stars, metadata, 'metadata')).toEqual({
      user: 'id *',
      5: 5,
      nested: [{ note: 'pin **', ok: true, nothing: null }, 'x*'],
      empty: {},
    })
    expect(await redactStrings(stars, '12', 'metadata')).toBe('**')
    expect(await redactStrings(stars, null, 'metadata')).toBeNull()
    expect(await redactStrings(null, metadata, 'metadata')).toBe(metadata)
  })

  test('keeps a member named __proto__ a member', async () => {
    const metadata = JSON.parse('{"__proto__":{"pin":"1"}}') as object
    expect(JSON.stringify(await redactStrings(stars, metadata, 'metadata'))).toBe('{"__proto__":{"pin":"*"}}')
  })
})
