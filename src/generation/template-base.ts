import { pick, type Random } from '../random/seeded-random.js'
import type { GenerationSlot, GenerationTemplate } from './generation-template.js'
import { PLACE, type TemplateFile } from './read-generation-files.js'
import { drawDress, dressUp, negate, type Dress } from './wording.js'

/** One meaning that a template can express: a side, an object, and a value in every place. */
export interface Meaning {
  readonly side: 'ways' | 'opposites'
  readonly object: number
  /** Number of the value by place; `city2` is another place than `city`. */
  readonly values: Readonly<Record<string, number>>
}

/** How a meaning is said: which wording, which alias of the object and of every value, which dress. */
export interface Saying {
  readonly way: number
  readonly alias: number
  readonly aliases: Readonly<Record<string, number>>
  readonly dress: Dress
}

/** Says the meanings of one template. */
export class TemplateSpeaker {
  readonly template: GenerationTemplate
  /** Places of the template with their slots. */
  readonly places: ReadonlyMap<string, GenerationSlot>

  constructor(template: GenerationTemplate, file: TemplateFile) {
    this.template = template
    const names = [...template.ways, ...template.opposites, ...template.objects.flat()].flatMap((wording) =>
      [...wording.matchAll(PLACE)].map((match) => match[1]! + match[2]!),
    )
    this.places = new Map(
      [...new Set(names)].filter((name) => name !== 'o').map((name) => [name, file.slots.get(name.replace(/2$/, ''))!]),
    )
  }

  /** A meaning with random values; the second place of a slot never has the value of the first. */
  drawMeaning(side: Meaning['side'], object: number, random: Random): Meaning {
    const values: Record<string, number> = {}
    for (const [place, { values: all }] of this.places) values[place] = Math.floor(random.share() * all.length)
    for (const place of this.places.keys()) {
      const other = values[`${place}2`]
      if (other !== undefined && other === values[place])
        values[`${place}2`] = (other + 1) % this.places.get(place)!.values.length
    }
    return { side, object, values }
  }

  drawSaying(random: Random): Saying {
    const aliases = Object.fromEntries([...this.places.keys()].map((place) => [place, random.share()]))
    return { way: random.share(), alias: random.share(), aliases, dress: drawDress(random) }
  }

  /** A saying whose wording is another than that of `saying`, where the template has several. */
  drawOtherSaying({ side }: Meaning, saying: Saying, random: Random): Saying {
    const count = this.template[side].length
    const steps = count > 1 ? 1 + Math.floor(random.share() * (count - 1)) : 0
    return { ...this.drawSaying(random), way: (saying.way + steps / count) % 1 }
  }

  say(meaning: Meaning, saying: Saying): string {
    return dressUp(this.#bare(meaning, saying), this.#formOf(meaning, saying), saying.dress)
  }

  /** The request with a *not* in front; null where that makes no sentence. */
  sayNegated(meaning: Meaning, saying: Saying, random: Random): string | null {
    if (this.template.form !== 'request') return null
    const negated = negate(this.#bare(meaning, { ...saying, way: 0 }), random)
    return negated && dressUp(negated, 'request', { ...saying.dress, wrapper: 0 })
  }

  /** Places that a meaning really names. */
  placesIn({ side, object }: Meaning): string[] {
    const wordings = [...this.template[side], ...this.template.objects[object]!].join(' ')
    return [...this.places.keys()].filter((place) => wordings.includes(`{${place}}`))
  }

  #bare({ side, object, values }: Meaning, { way, alias, aliases }: Saying): string {
    const wording = at(this.template[side], way).replace('{o}', () => at(this.template.objects[object]!, alias))
    return wording.replace(PLACE, (_, name: string, second: string) => {
      const place = name + second
      return at(this.places.get(place)!.values[values[place]!]!, aliases[place]!)
    })
  }

  /** A request may have wordings that are questions: "list the top sellers", "which sellers lead the ranking". */
  #formOf({ side }: Meaning, { way }: Saying): GenerationTemplate['form'] {
    return /^(what|when|where|which|who|how|is|did|does) /.test(at(this.template[side], way)) ? 'question' : this.template.form
  }
}

/** The element that a share, 0…1, falls on. */
function at<T>(values: readonly T[], share: number): T {
  return values[Math.floor(share * values.length)]!
}

/** Another whole number below `count` than `value`. */
export function another(value: number, count: number, random: Random): number {
  return pick(
    Array.from({ length: count }, (_, index) => index).filter((index) => index !== value),
    random,
  )
}
