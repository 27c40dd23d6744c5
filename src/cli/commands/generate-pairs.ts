import { fileURLToPath } from 'node:url'
import { GENERATION_FILES } from '../../compose/package-paths.js'
import { writeJsonLines } from '../../files/write-json-lines.js'
import { generatePairs } from '../../generation/generate-pairs.js'
import type { GeneratedPair } from '../../generation/generated-pair.js'
import { ChatClient } from '../../generation/llm/chat-client.js'
import type { BasePrompt } from '../../generation/generation-template.js'
import { LlmParaphraser } from '../../generation/llm/llm-paraphraser.js'
import { ParaphraseLog } from '../../generation/llm/paraphrase-log.js'
import type { Paraphraser } from '../../generation/paraphraser.js'
import { readBasePrompts, readTemplateFile } from '../../generation/read-generation-files.js'
import { RuleParaphraser } from '../../generation/rule-paraphraser.js'
import { seededRandom } from '../../random/seeded-random.js'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import type { FlagValues } from '../flags/flag.js'
import { UsageError } from '../flags/usage-error.js'
import { formatCount } from '../terminal/format-number.js'
import { formatRows } from '../terminal/format-rows.js'
import { printJson, printLines, say } from '../terminal/print.js'
import { Progress } from '../terminal/progress.js'
import type { Terminal } from '../terminal/terminal.js'

const flags = {
  out: { kind: 'text', value: 'FILE', describe: 'where the pairs go, one JSON line each', required: true },
  templates: { kind: 'text', value: 'FILE', describe: 'templates and slots (default: those of the package, nine domains)' },
  prompts: { kind: 'text', value: 'FILE', describe: 'base prompts (default: those of the package, nine domains)' },
  seed: {
    kind: 'number',
    value: 'N',
    describe: 'the same seed gives the same pairs',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    isWhole: true,
    default: 7,
  },
  llm: {
    kind: 'text',
    value: 'URL',
    describe: 'paraphrase base prompts with this OpenAI-compatible server, such as http://localhost:11434/v1',
  },
  model: { kind: 'text', value: 'NAME', describe: 'the model to ask for; needed with --llm' },
  apiKeyEnv: {
    kind: 'text',
    value: 'NAME',
    describe: 'environment variable with the key of that server',
    default: 'OPENAI_API_KEY',
  },
  maxRequests: {
    kind: 'number',
    value: 'N',
    describe: 'requests sent at most, repeated ones included',
    min: 1,
    max: 1_000_000,
    isWhole: true,
    default: 1000,
  },
} as const

/** `smartmemo generate-pairs` */
export const generatePairsCommand = defineCommand({
  description: `Makes labelled pairs for train-classifier and retrain: paraphrases, and hard negatives that differ in an action, a
negation, a number, a unit, a date, a name, a version, an order, a quantity or an object. No prompt stands in two
splits. With --llm, what the server said is kept in FILE.paraphrases.jsonl: an interrupted run goes on from there.`,
  flags,
  examples: [
    'smartmemo generate-pairs --out pairs.jsonl',
    'smartmemo generate-pairs --out pairs.jsonl --llm http://localhost:11434/v1 --model qwen3:8b --prompts mine.jsonl',
  ],
  async run(values, terminal) {
    const templates = await readTemplateFile(values.templates ?? fileURLToPath(GENERATION_FILES.templates))
    const prompts = await readBasePrompts(values.prompts ?? fileURLToPath(GENERATION_FILES.prompts))
    const llm = values.llm === undefined ? undefined : await createLlmParaphraser(values.llm, values, terminal)
    const progress = new Progress(terminal.words)
    const paraphraser = llm && showing(llm, prompts, progress)
    let pairs: GeneratedPair[]
    try {
      pairs = await generatePairs({ templates, prompts, seed: values.seed, ...(paraphraser && { paraphraser }) })
    } finally {
      await progress.clear()
    }
    await writeJsonLines(values.out, pairs.map(toLine))
    const counts = { pairs: pairs.length, labels: countBy(pairs, ({ label }) => label), splits: countBy(pairs, ({ split }) => split), kinds: countBy(pairs, ({ kind }) => kind), domains: countBy(pairs, ({ domain }) => domain) } // prettier-ignore
    if (values.json) await printJson(terminal, counts)
    else await printLines(terminal, formatRows(rowsOf(counts), terminal.data))
    return EXIT.done
  },
})

type Values = FlagValues<typeof flags>

async function createLlmParaphraser(url: string, values: Values, terminal: Terminal): Promise<LlmParaphraser> {
  const { model, maxRequests, out, seed, apiKeyEnv } = values
  if (model === undefined) throw new UsageError('--llm needs --model, the name of a model that the server has')
  if (!URL.canParse(url)) throw new UsageError(`--llm cannot be ${url}: it must be a URL, such as http://localhost:11434/v1`)
  const apiKey = process.env[apiKeyEnv]
  const client = new ChatClient({ url, model, maxRequests, signal: terminal.interruption(), ...(apiKey && { apiKey }) })
  const log = await ParaphraseLog.open(`${out}.paraphrases.jsonl`)
  await say(terminal, `Paraphrasing with ${model}, at most ${formatCount(maxRequests)} requests`)
  return new LlmParaphraser(client, log, new RuleParaphraser(seededRandom(seed)))
}

/** A paraphraser that shows how many of the texts it will be asked for it has done. */
function showing(paraphraser: Paraphraser, prompts: readonly BasePrompt[], progress: Progress): Paraphraser {
  const total = prompts.reduce((sum, { paraphrases }) => sum + 1 + paraphrases.length, 0)
  let done = 0
  return {
    async paraphrase(prompt, count) {
      const found = await paraphraser.paraphrase(prompt, count)
      done++
      progress.show(() => `${formatCount(done)} of ${formatCount(total)} prompts paraphrased`)
      return found
    },
  }
}

function toLine({ promptA, promptB, label, domain, kind, split }: GeneratedPair): object {
  return { prompt_a: promptA, prompt_b: promptB, label, domain, source: 'generated', kind, split }
}

function countBy(pairs: readonly GeneratedPair[], keyOf: (pair: GeneratedPair) => string | number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const pair of pairs) counts[keyOf(pair)] = (counts[keyOf(pair)] ?? 0) + 1
  return counts
}

function rowsOf(counts: Readonly<Record<string, number | Record<string, number>>>): [string, string][] {
  return Object.entries(counts).flatMap(([title, value]) =>
    typeof value === 'number'
      ? [[title, formatCount(value)] as [string, string]]
      : [
          [title, ''] as [string, string],
          ...Object.entries(value).map(([name, count]): [string, string] => [`  ${name}`, formatCount(count)]),
        ],
  )
}
