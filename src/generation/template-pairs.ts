import { pick, type Random } from '../random/seeded-random.js'
import type { UnsplitPair } from './generated-pair.js'
import type { PairKind } from './generation-template.js'
import type { TemplateFile } from './read-generation-files.js'
import { another, TemplateSpeaker, type Meaning, type Saying } from './template-base.js'

/** Share of negatives that keep every word but the changed one; the others are worded anew. */
const SAME_WORDS_SHARE = 0.5
/** Share of positives that certainly use another wording; others may differ in little more than their dress. */
const OTHER_WORDING_SHARE = 0.7
/** Pairs of each label made from one meaning. */
const PAIRS_PER_LABEL = 6

/** Meanings drawn for every side of an object that names values, and for a template of one object in all. */
const ROUNDS_PER_OBJECT = 3
const ROUNDS_PER_TEMPLATE = 10

/**
 * Makes pairs from templates: for several meanings of every side and object, paraphrases and hard negatives in equal
 * numbers. Labels hold by construction.
 */
export function* templatePairs(file: TemplateFile, random: Random): Generator<UnsplitPair> {
  for (const template of file.templates) {
    const speaker = new TemplateSpeaker(template, file)
    for (const object of template.objects.keys()) {
      for (const side of template.opposites.length > 0 ? (['ways', 'opposites'] as const) : (['ways'] as const)) {
        const hasValues = speaker.placesIn({ side, object, values: {} }).length > 0
        const rounds = hasValues ? Math.max(ROUNDS_PER_OBJECT, Math.round(ROUNDS_PER_TEMPLATE / template.objects.length)) : 1
        for (let round = 0; round < rounds; round++) {
          yield* pairsOf(
            speaker,
            speaker.drawMeaning(side, object, random),
            `${template.ways[0]} | ${template.objects[object]![0]}`,
            random,
          )
        }
      }
    }
  }
}

function* pairsOf(speaker: TemplateSpeaker, meaning: Meaning, base: string, random: Random): Generator<UnsplitPair> {
  const saying = speaker.drawSaying(random)
  const prompt = speaker.say(meaning, saying)
  const { domain } = speaker.template
  const pair = (other: string, label: 0 | 1, kind: PairKind): UnsplitPair => ({
    promptA: prompt,
    promptB: other,
    label,
    domain,
    kind,
    base,
  })
  for (let count = 0; count < PAIRS_PER_LABEL; count++) {
    const same = exchange(speaker, meaning, speaker.template.symmetric, random) ?? meaning
    const isOther = random.share() < OTHER_WORDING_SHARE
    const other = isOther ? speaker.drawOtherSaying(meaning, saying, random) : speaker.drawSaying(random)
    yield pair(speaker.say(same, other), 1, 'paraphrase')
  }
  const makers = negativesOf(speaker, meaning)
  for (let count = 0; count < PAIRS_PER_LABEL && makers.length > 0; count++) {
    const other = random.share() < SAME_WORDS_SHARE ? saying : speaker.drawSaying(random)
    const made = makers[count % makers.length]!(other, random)
    if (made) yield pair(made.prompt, 0, made.kind)
  }
}

type NegativeMaker = (saying: Saying, random: Random) => { readonly prompt: string; readonly kind: PairKind } | null

/** Ways to say something else in nearly the same words, the most telling first. */
function negativesOf(speaker: TemplateSpeaker, meaning: Meaning): NegativeMaker[] {
  const { template } = speaker
  const makers: NegativeMaker[] = []
  for (const place of speaker.placesIn(meaning)) {
    makers.push((saying, random) => changeValue(speaker, meaning, place, saying, random))
  }
  if (template.opposites.length > 0) {
    const side = meaning.side === 'ways' ? 'opposites' : 'ways'
    makers.push((saying) => ({ prompt: speaker.say({ ...meaning, side }, saying), kind: 'opposite-action' }))
  }
  makers.push((saying, random) => {
    const exchanged = exchange(speaker, meaning, template.swaps, random)
    return exchanged === undefined ? null : { prompt: speaker.say(exchanged, saying), kind: 'order' }
  })
  makers.push((saying, random) => {
    const negated = speaker.sayNegated(meaning, saying, random)
    return negated === null ? null : { prompt: negated, kind: 'negation' }
  })
  if (template.objects.length > 1) {
    makers.push((saying, random) => {
      const object = another(meaning.object, template.objects.length, random)
      return { prompt: speaker.say({ ...meaning, object }, saying), kind: 'object' }
    })
  }
  return makers
}

/** The meaning with the two values of one of these slots exchanged; undefined for no slots. */
function exchange(speaker: TemplateSpeaker, meaning: Meaning, slots: readonly string[], random: Random): Meaning | undefined {
  const inside = slots.filter((slot) => speaker.placesIn(meaning).includes(`${slot}2`))
  if (inside.length === 0) return undefined
  const slot = pick(inside, random)
  const { [slot]: first, [`${slot}2`]: second } = meaning.values
  return { ...meaning, values: { ...meaning.values, [slot]: second!, [`${slot}2`]: first! } }
}

function changeValue(
  speaker: TemplateSpeaker,
  meaning: Meaning,
  place: string,
  saying: Saying,
  random: Random,
): ReturnType<NegativeMaker> {
  const { kind, values } = speaker.places.get(place)!
  const value = another(meaning.values[place]!, values.length, random)
  // Two places of a slot must stay different, or the prompt asks to move something to where it is.
  const twin = place.endsWith('2') ? place.slice(0, -1) : `${place}2`
  if (meaning.values[twin] === value) return null
  const prompt = speaker.say({ ...meaning, values: { ...meaning.values, [place]: value } }, saying)
  const [before, after] = [values[meaning.values[place]!]![0]!, values[value]![0]!]
  return { prompt, kind: kind === 'number' && numberIn(before) === numberIn(after) ? 'unit' : kind }
}

function numberIn(value: string): string {
  return value.replaceAll(/[^\d.]/g, '')
}
