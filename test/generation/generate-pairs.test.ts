import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { GENERATION_FILES } from '../../src/compose/package-paths.js'
import { generatePairs } from '../../src/generation/generate-pairs.js'
import type { GeneratedPair } from '../../src/generation/generated-pair.js'
import { PAIR_KINDS, type BasePrompt } from '../../src/generation/generation-template.js'
import { readBasePrompts, readTemplateFile, type TemplateFile } from '../../src/generation/read-generation-files.js'
import { splitKeyOf } from '../../src/pairs/prompt-groups.js'

const DOMAINS = 'customer-support software-engineering scheduling data-analysis devops general-qa medical legal finance'.split(
  ' ',
)

describe('generatePairs on the files of the package', () => {
  let templates: TemplateFile
  let prompts: BasePrompt[]
  let pairs: GeneratedPair[]

  beforeAll(async () => {
    templates = await readTemplateFile(fileURLToPath(GENERATION_FILES.templates))
    prompts = await readBasePrompts(fileURLToPath(GENERATION_FILES.prompts))
    pairs = await generatePairs({ templates, prompts, seed: 7 })
  })

  it('yields at least the 16,576 pairs of the reference, in nine domains, of every kind', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(16_576)
    expect(new Set(pairs.map(({ domain }) => domain))).toEqual(new Set(DOMAINS))
    expect(new Set(pairs.map(({ kind }) => kind))).toEqual(new Set(PAIR_KINDS))
  })

  it('labels paraphrases 1 and every other kind 0', () => {
    expect(pairs.filter(({ kind, label }) => label !== (kind === 'paraphrase' ? 1 : 0))).toEqual([])
  })

  it('has both labels of every domain in every split', () => {
    const cells = new Set(pairs.map(({ domain, split, label }) => `${domain} ${split} ${label}`))
    expect(cells.size).toBe(DOMAINS.length * 3 * 2)
  })

  it('lets no prompt stand in two splits, and no two prompts twice', () => {
    const splitOf = new Map<string, string>()
    const seen = new Set<string>()
    const faults = pairs.filter(({ promptA, promptB, split }) => {
      const keys = [splitKeyOf(promptA), splitKeyOf(promptB)]
      const crosses = keys.some((key) => (splitOf.get(key) ?? split) !== split)
      for (const key of keys) splitOf.set(key, split)
      const key = keys.toSorted().join('\n')
      const isRepeated = seen.has(key)
      seen.add(key)
      return crosses || isRepeated || keys[0] === keys[1]
    })
    expect(faults).toEqual([])
  })

  it('leaves no place of a template unfilled', () => {
    expect(pairs.filter(({ promptA, promptB }) => /[{}]|undefined/.test(promptA + promptB))).toEqual([])
  })

  it('gives the same pairs for the same seed and others for another', async () => {
    const few = {
      templates: { slots: templates.slots, templates: templates.templates.slice(0, 10) },
      prompts: prompts.slice(0, 20),
    }
    const first = await generatePairs({ ...few, seed: 7 })
    expect(await generatePairs({ ...few, seed: 7 })).toEqual(first)
    expect(await generatePairs({ ...few, seed: 8 })).not.toEqual(first)
  })
})

describe('generatePairs', () => {
  const slots = new Map([['day', { slot: 'day', kind: 'date' as const, values: [['Monday'], ['Tuesday'], ['Friday']] }]])

  it('exchanges what may be exchanged in positives, and what may not in negatives', async () => {
    const template = { domain: 'd', form: 'statement' as const, ways: ['from {day} to {day2}'], opposites: [], objects: [['']] }
    const swaps = await generatePairs({
      templates: { slots, templates: [{ ...template, swaps: ['day'], symmetric: [] }] },
      prompts: [],
      seed: 1,
    })
    const symmetric = await generatePairs({
      templates: { slots, templates: [{ ...template, swaps: [], symmetric: ['day'] }] },
      prompts: [],
      seed: 1,
    })
    const isExchange = ({ promptA, promptB }: GeneratedPair) => {
      const [, from, to] = /from (\w+) to (\w+)/i.exec(promptA)!
      return new RegExp(`from ${to} to ${from}`, 'i').test(promptB)
    }
    expect(swaps.filter(isExchange).map(({ label, kind }) => [label, kind])).toContainEqual([0, 'order'])
    expect(swaps.filter(isExchange).some(({ label }) => label === 1)).toBe(false)
    expect(symmetric.filter(isExchange).some(({ label }) => label === 1)).toBe(true)
  })

  it('calls a change of unit at the same number what it is', async () => {
    const spans = new Map([['span', { slot: 'span', kind: 'number' as const, values: [['2 days'], ['2 weeks'], ['9 days']] }]])
    const template = {
      domain: 'd',
      form: 'request' as const,
      ways: ['wait {span}'],
      opposites: [],
      objects: [['']],
      swaps: [],
      symmetric: [],
    }
    const pairs = await generatePairs({ templates: { slots: spans, templates: [template] }, prompts: [], seed: 1 })
    const kindOf = (a: RegExp, b: RegExp) =>
      pairs.find(({ promptA, promptB, label }) => label === 0 && a.test(promptA) && b.test(promptB))?.kind
    expect(kindOf(/2 days/, /^[^t]*2 weeks/) ?? kindOf(/2 weeks/, /2 days/)).toBe('unit')
    expect(kindOf(/9 days/, /2 days/) ?? kindOf(/2 days/, /9 days/)).toBe('number')
  })

  it('gives every split something even where bases are few', async () => {
    const templates = Array.from({ length: 12 }, (_, index) => {
      const thing = `object ${String.fromCodePoint(97 + index)}`
      return {
        domain: 'd',
        form: 'request' as const,
        ways: [`open ${thing}`, `unlock ${thing}`],
        opposites: [`close ${thing}`],
        objects: [['']],
        swaps: [],
        symmetric: [],
      }
    })
    const pairs = await generatePairs({ templates: { slots, templates }, prompts: [], seed: 1 })
    expect(new Set(pairs.map(({ split }) => split))).toEqual(new Set(['train', 'validation', 'test']))
  })
})
