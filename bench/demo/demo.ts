import { ClassifierConfig, type LlmFunction, SmartMemo, type SmartMemoOptions } from '../../src/index.js'
import { ask } from './ask.js'
import { DEMO_HELP, type DemoArguments, parseDemoArguments } from './demo-arguments.js'
import { formatLookup } from './format-lookup.js'
import { formatSummaries } from './format-summaries.js'
import { createOpenAiLlm } from './open-ai-llm.js'
import { type DemoLookup, runWorkload } from './run-workload.js'
import { createStandInLlm } from './stand-in-llm.js'
import { type RunSummary, summariseLookups } from './summarise-lookups.js'
import { shuffle } from './workload/shuffle.js'
import { listWorkload, type WorkloadPrompt } from './workload/workload.js'

const BASE: SmartMemoOptions = { domain: 'demo', dbPath: ':memory:', durability: 'none' }

/** The ways of deciding that are compared; each gets a cache of its own. */
const DECIDERS: readonly { readonly name: string; readonly options: Partial<SmartMemoOptions>; readonly showsAll: boolean }[] = [
  { name: 'classifier', options: { classifier: ClassifierConfig.bundled() }, showsAll: true },
  { name: 'cosine ≥ 0.90', options: { cosineThreshold: 0.9 }, showsAll: false },
  { name: 'cosine ≥ 0.85', options: { cosineThreshold: 0.85 }, showsAll: false },
]

async function compareDeciders(
  { seed, json }: DemoArguments,
  workload: readonly WorkloadPrompt[],
  llm: LlmFunction,
): Promise<void> {
  const log = json ? () => {} : (line: string) => console.log(line)
  const sent = shuffle(workload, seed)
  const summaries: RunSummary[] = []
  for (const { name, options, showsAll } of DECIDERS) {
    log(`\n${name}${showsAll ? '' : ' (only its wrong reuses are shown)'}`)
    await using cache = new SmartMemo({ ...BASE, ...options })
    await cache.ready()
    const lookups: DemoLookup[] = []
    for await (const lookup of runWorkload(cache, sent, llm)) {
      lookups.push(lookup)
      if (showsAll || lookup.judgement === 'wrong-reuse') log(formatLookup(lookup))
    }
    summaries.push(summariseLookups(name, lookups))
  }
  console.log(json ? JSON.stringify({ seed, summaries }, null, 2) : `\n${formatSummaries(summaries)}`)
}

async function converse(args: DemoArguments, workload: readonly WorkloadPrompt[], llm: LlmFunction): Promise<void> {
  await using cache = new SmartMemo({ ...BASE, classifier: ClassifierConfig.bundled() })
  await cache.ready()
  if (!args.llm) {
    const first = workload.filter(({ group, prompt }) => group.prompts[0] === prompt)
    await cache.importPairs(first.map(({ prompt, meaning }) => ({ prompt, response: `Canned response for ${meaning}` })))
    console.log(`${first.length} prompts are in the cache, for example: ${first[0]!.prompt}`)
  }
  console.log('Type a prompt; an empty line ends.')
  await ask(cache, llm)
}

async function main(args: readonly string[]): Promise<void> {
  const parsed = parseDemoArguments(args)
  if (parsed.help) {
    console.log(DEMO_HELP)
    return
  }
  const workload = listWorkload()
  const llm = parsed.llm ? createOpenAiLlm({ ...parsed.llm, apiKey: process.env['OPENAI_API_KEY'] }) : createStandInLlm(workload)
  await (parsed.ask ? converse : compareDeciders)(parsed, workload, llm)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
