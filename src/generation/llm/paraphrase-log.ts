import { appendFile, readFile, truncate } from 'node:fs/promises'
import * as v from 'valibot'
import { FileAccessError, InvalidLineError } from '../../errors/errors.js'
import { fileFailure } from '../../files/file-failure.js'
import { readJsonLines } from '../../files/json-lines.js'

const schema = v.object({ model: v.string(), prompt: v.string(), paraphrases: v.array(v.string()) })

/** What a model said about one prompt. */
type LoggedParaphrases = Readonly<v.InferOutput<typeof schema>>

/**
 * Keeps every reply that was paid for in a file, so that an interrupted run goes on where it stopped. The last line may be
 * torn; it is cut off, and its prompt is asked again.
 */
export class ParaphraseLog {
  readonly #path: string
  readonly #known: Map<string, readonly string[]>

  private constructor(path: string, known: Map<string, readonly string[]>) {
    this.#path = path
    this.#known = known
  }

  /** Opens the log, which need not exist; throws `FileAccessError`, or `InvalidLineError` for a line of another make. */
  static async open(path: string): Promise<ParaphraseLog> {
    const known = new Map<string, readonly string[]>()
    if (!(await cutTornLine(path))) return new ParaphraseLog(path, known)
    for await (const { value, line } of readJsonLines(path)) {
      const result = v.safeParse(schema, value)
      if (!result.success) throw new InvalidLineError({ path, line, reason: 'it is no paraphrase log of generate-pairs' })
      known.set(keyOf(result.output.model, result.output.prompt), result.output.paraphrases)
    }
    return new ParaphraseLog(path, known)
  }

  find(model: string, prompt: string): readonly string[] | undefined {
    return this.#known.get(keyOf(model, prompt))
  }

  async add(entry: LoggedParaphrases): Promise<void> {
    this.#known.set(keyOf(entry.model, entry.prompt), entry.paraphrases)
    try {
      await appendFile(this.#path, `${JSON.stringify(entry)}\n`)
    } catch (error) {
      throw failure(this.#path, 'write', error)
    }
  }
}

/** False when there is no such file. */
async function cutTornLine(path: string): Promise<boolean> {
  try {
    const bytes = await readFile(path)
    const end = bytes.lastIndexOf(0x0a) + 1
    if (end < bytes.length) await truncate(path, end)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw failure(path, 'read', error)
  }
}

function keyOf(model: string, prompt: string): string {
  return `${model}\n${prompt}`
}

function failure(path: string, action: string, error: unknown): FileAccessError {
  return new FileAccessError({ path, action, reason: fileFailure(error) }, { cause: error })
}
