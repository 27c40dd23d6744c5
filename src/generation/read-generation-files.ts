import * as v from 'valibot'
import { InvalidLineError } from '../errors/errors.js'
import { readJsonLines } from '../files/json-lines.js'
import {
  basePromptSchema,
  slotSchema,
  templateSchema,
  type BasePrompt,
  type GenerationSlot,
  type GenerationTemplate,
} from './generation-template.js'

/** Templates with the slots that they use. */
export interface TemplateFile {
  readonly slots: ReadonlyMap<string, GenerationSlot>
  readonly templates: readonly GenerationTemplate[]
}

/** A place in a template: `{city}`, or `{city2}` for another value of the same slot. */
export const PLACE = /\{([a-z]+)(2?)\}/g

/**
 * Reads JSON lines that each hold a slot or a template; throws `InvalidLineError` for a line of neither shape, or one that
 * names a slot which no earlier line defines.
 */
export async function readTemplateFile(path: string): Promise<TemplateFile> {
  const slots = new Map<string, GenerationSlot>()
  const templates: GenerationTemplate[] = []
  for await (const { value, line } of readJsonLines(path)) {
    const isSlot = typeof value === 'object' && value !== null && 'slot' in value
    if (isSlot) {
      const slot = parse(slotSchema, value, path, line)
      slots.set(slot.slot, slot)
      continue
    }
    const { objects = [['']], ...rest } = parse(templateSchema, value, path, line)
    const template = { ...rest, objects }
    const problem = problemOf(template, slots)
    if (problem) throw new InvalidLineError({ path, line, reason: problem })
    templates.push(template)
  }
  return { slots, templates }
}

/** Reads JSON lines `{ domain, prompt, paraphrases? }`; throws `InvalidLineError` for a line of another shape. */
export async function readBasePrompts(path: string): Promise<BasePrompt[]> {
  const prompts: BasePrompt[] = []
  for await (const { value, line } of readJsonLines(path)) prompts.push(parse(basePromptSchema, value, path, line))
  return prompts
}

function parse<T>(schema: v.GenericSchema<unknown, T>, value: unknown, path: string, line: number): T {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const [issue] = result.issues
  throw new InvalidLineError({ path, line, reason: `${v.getDotPath(issue) ?? 'the line'}: ${issue.message}` })
}

function problemOf(template: GenerationTemplate, slots: ReadonlyMap<string, GenerationSlot>): string | undefined {
  const wordings = [...template.ways, ...template.opposites]
  const hasObjects = template.objects.some(([name]) => name !== '')
  const unlike = wordings.find((wording) => wording.includes('{o}') !== hasObjects)
  if (unlike !== undefined)
    return `"${unlike}" ${hasObjects ? 'lacks' : 'has'} {o}, the other lines of objects ${hasObjects ? 'need' : 'exclude'} it`
  for (const textWithPlaces of [...wordings, ...template.objects.flat()]) {
    for (const [place, name] of textWithPlaces.matchAll(PLACE)) {
      if (name !== 'o' && !slots.has(name!)) return `${place} is no slot of an earlier line`
    }
  }
  return [...template.swaps, ...template.symmetric].find((name) => !slots.has(name)) && 'swaps or symmetric name an unknown slot'
}
