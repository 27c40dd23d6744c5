import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { ProcessOutput, wantsColours } from '../../../src/cli/terminal/process-output.js'
import { OutputClosedError } from '../../../src/cli/terminal/terminal.js'

function streamFailingWith(code: string): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) })
}

describe('ProcessOutput', () => {
  it('resolves a write once the stream took it', async () => {
    const stream = new PassThrough()
    await new ProcessOutput(stream, {}).write('text')
    expect(String(stream.read())).toBe('text')
  })

  it('tells a reader that went away from other failures', async () => {
    await expect(new ProcessOutput(streamFailingWith('EPIPE'), {}).write('text')).rejects.toBeInstanceOf(OutputClosedError)
    await expect(new ProcessOutput(streamFailingWith('ENOSPC'), {}).write('text')).rejects.toMatchObject({ code: 'ENOSPC' })
  })

  it('goes on saying so when it is written to again', async () => {
    const output = new ProcessOutput(streamFailingWith('EPIPE'), {})
    await output.write('one').catch(() => {})
    await expect(output.write('two')).rejects.toBeInstanceOf(OutputClosedError)
  })

  it('lays out for the width of the terminal, else for COLUMNS, else for 120', () => {
    expect(new ProcessOutput(new PassThrough(), {}).columns).toBe(120)
    expect(new ProcessOutput(new PassThrough(), { COLUMNS: '66' }).columns).toBe(66)
    expect(new ProcessOutput(Object.assign(new PassThrough(), { columns: 0 }), {}).columns).toBe(120)
    expect(new ProcessOutput(new PassThrough(), { COLUMNS: 'wide' }).columns).toBe(120)
    expect(new ProcessOutput(Object.assign(new PassThrough(), { columns: 80 }), {}).columns).toBe(80)
  })

  it('colours a text for a terminal and leaves it as it is for a file', () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true })
    expect(new ProcessOutput(terminal, {}).paint('red', 'x')).toBe('\u001B[31mx\u001B[39m')
    expect(new ProcessOutput(new PassThrough(), {}).paint('red', 'x')).toBe('x')
  })
})

describe('wantsColours', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('on a terminal: %s, with %j: %s', (isTty, env, expected) => {
    expect(wantsColours(isTty, env)).toBe(expected)
  })
})
