import { describe, expect, it } from 'vitest'
import { Progress } from '../../../src/cli/terminal/progress.js'
import { RecordedOutput } from '../recorded-terminal.js'

describe('Progress', () => {
  it('writes nothing where no person watches', async () => {
    const output = new RecordedOutput()
    const progress = new Progress(output, () => 0)
    progress.show(() => 'half way')
    await progress.clear()
    expect(output.text).toBe('')
  })

  it('replaces its line at most ten times a second, and asks for a text only then', () => {
    const output = new RecordedOutput(true)
    let nowMs = 0
    const asked: number[] = []
    const progress = new Progress(output, () => nowMs)
    for (; nowMs < 1000; nowMs += 10) {
      progress.show(() => {
        asked.push(nowMs)
        return `at ${nowMs}`
      })
    }
    expect(asked).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900])
    expect(output.text.endsWith('\r\u001B[2Kat 900')).toBe(true)
  })

  it('keeps to one line of the terminal', () => {
    const output = new RecordedOutput(true, 20)
    new Progress(output, () => 0).show(() => 'x'.repeat(50))
    expect(output.text.replace('\r\u001B[2K', '')).toHaveLength(19)
  })

  it('takes its line away once', async () => {
    const output = new RecordedOutput(true)
    const progress = new Progress(output, () => 0)
    progress.show(() => 'half way')
    output.text = ''
    await progress.clear()
    await progress.clear()
    expect(output.text).toBe('\r\u001B[2K')
  })
})
