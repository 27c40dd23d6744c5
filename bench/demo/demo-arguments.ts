import { parseArgs } from 'node:util'

export interface DemoArguments {
  readonly ask: boolean
  readonly json: boolean
  readonly help: boolean
  readonly seed: number
  /** Absent: the stand-in responds. */
  readonly llm?: { readonly url: string; readonly model: string }
}

export const DEMO_HELP = `Sends a few hundred prompts with known meanings through SmartMemo and shows what it saves and what it gets wrong.

  npm run demo                                 run the workload, classifier against cosine
  npm run demo -- --ask                        type prompts, see hit or miss and why
  npm run demo -- --llm URL --model NAME       ask an OpenAI-compatible server (POST URL/chat/completions)
                                               instead of the stand-in; the key comes from OPENAI_API_KEY
  --seed N                                     order of the prompts, default 1
  --json                                       print the summary as JSON and nothing else
  --help                                       print this
`

/** Reads the command line; throws with a sentence for the user when it makes no sense. */
export function parseDemoArguments(args: readonly string[]): DemoArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ask: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      seed: { type: 'string', default: '1' },
      llm: { type: 'string' },
      model: { type: 'string' },
    },
  })
  const seed = Number(values.seed)
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed must be a whole number, not ${values.seed}`)
  if ((values.llm === undefined) !== (values.model === undefined)) throw new Error('--llm and --model go together')
  if (values.ask && values.json) throw new Error('--ask is a conversation, it cannot print JSON')
  const { ask, json, help, llm: url, model } = values
  return { ask, json, help, seed, ...(url !== undefined && model !== undefined && { llm: { url, model } }) }
}
