import { describe, expect, it } from 'vitest'
import { parseDemoArguments } from '../../bench/demo/demo-arguments.js'

describe('parseDemoArguments', () => {
  it('runs the workload with the stand-in by default', () => {
    expect(parseDemoArguments([])).toEqual({ ask: false, json: false, help: false, seed: 1 })
  })

  it('takes an LLM with its model', () => {
    expect(parseDemoArguments(['--ask', '--llm', 'http://localhost:1/v1', '--model', 'small']).llm).toEqual({
      url: 'http://localhost:1/v1',
      model: 'small',
    })
  })

  it.each([
    [['--llm', 'http://localhost:1']],
    [['--model', 'small']],
    [['--seed', 'x']],
    [['--ask', '--json']],
    [['--nonsense']],
    [['stray']],
  ])('refuses %j', (args) => {
    expect(() => parseDemoArguments(args)).toThrow()
  })
})
