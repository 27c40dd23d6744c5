import { mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BUNDLED_MODELS, GENERATION_FILES, REPLAY_FILE } from '../../compose/package-paths.js'
import { runTraining } from '../../compose/run-training.js'
import { localSourceOf } from '../../encoder/hub/download-model.js'
import { FileAccessError } from '../../errors/errors.js'
import { fileFailure } from '../../files/file-failure.js'
import type { RetrainTask } from '../../retraining/retrain-task.js'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import { ENCODER_FLAGS, encoderOf } from '../flags/encoder-flags.js'
import { RECIPE_FLAGS, recipeOf } from '../flags/recipe-flags.js'
import { UsageError } from '../flags/usage-error.js'
import { describeDownload } from '../terminal/describe-download.js'
import { note, printJson, printLines, say } from '../terminal/print.js'
import { Progress } from '../terminal/progress.js'
import { describeTraining } from '../training/describe-training.js'
import { adviceOn, formatRetraining } from '../training/format-retraining.js'
import { withDatabase } from '../with-database.js'

/** `smartmemo retrain` */
export const retrainCommand = defineCommand({
  description: `Learns from the verdicts in the database: trains a candidate on them, on --seed-data and on a replay of what the
classifier already knew, and judges it against the classifier in use, on the validation data and on built-in
traps. The candidate and report.json are always written. Only when every gate is passed is it promoted, at
once, and the classifier before it kept (see rollback). Nothing is swapped in a running cache. Exit code 3: a
gate was not passed, and the reason is said.`,
  flags: {
    out: { kind: 'text', value: 'DIR', describe: 'folder for the candidate, its report and the verdicts used', required: true },
    validationData: {
      kind: 'text',
      value: 'FILE',
      describe: 'labelled pairs that decide; nothing is trained on them',
      required: true,
    },
    validationSplit: { kind: 'text', value: 'NAME', describe: 'which of them: a split, or all', default: 'all' },
    seedData: { kind: 'text', value: 'FILE', describe: 'more labelled pairs to train on' },
    feedback: { kind: 'text', value: 'FILE', describe: 'verdicts as export-feedback writes them, in place of the database' },
    domain: { kind: 'text', value: 'NAME', describe: 'only verdicts and seed pairs of this domain (default: all)' },
    model: { kind: 'text', value: 'DIR', describe: 'the classifier in use (default: what --promote-to holds, else bundled)' },
    promoteTo: { kind: 'text', value: 'DIR', describe: 'folder that gets the candidate when every gate is passed' },
    minPrecision: {
      kind: 'number',
      value: 'N',
      min: 0,
      max: 1,
      describe: 'gate: lowest precision on the validation data',
      default: 0.95,
    },
    minRecall: { kind: 'number', value: 'N', min: 0, max: 1, describe: 'gate: lowest recall on the validation data', default: 0 },
    minFeedback: {
      kind: 'number',
      value: 'N',
      min: 1,
      max: 1_000_000,
      isWhole: true,
      describe: 'gate: verdicts about different prompts',
      default: 20,
    },
    report: { kind: 'text', value: 'FILE', describe: 'where the report goes (default: report.json in --out)' },
    ...RECIPE_FLAGS,
    ...ENCODER_FLAGS,
  },
  examples: [
    'smartmemo retrain --out candidate --validation-data mine.jsonl',
    'smartmemo retrain --out candidate --validation-data mine.jsonl --promote-to .smartmemo/classifier --min-precision 0.97',
  ],
  async run(values, terminal) {
    const { out, dbPath, domain = null, promoteTo = null, minPrecision, minRecall, minFeedback } = values
    if (promoteTo !== null && resolve(promoteTo) === resolve(out)) {
      throw new UsageError('--promote-to and --out are the same folder. The candidate needs one of its own until it is accepted')
    }
    const recipe = recipeOf(values)
    const progress = new Progress(terminal.words)
    const signal = terminal.interruption()
    try {
      await makeFolder(out)
      const feedback = values.feedback ?? join(out, 'feedback.jsonl')
      if (values.feedback === undefined) {
        await withDatabase(dbPath, 'read', terminal, (memory) => memory.exportFeedback(feedback, { domain, split: null }))
      }
      const config = await encoderOf(values, (download) => progress.show(() => describeDownload(download)))
      const task: RetrainTask = {
        active:
          values.model ??
          (promoteTo !== null && (await holdsClassifier(promoteTo))
            ? promoteTo
            : fileURLToPath(new URL('classifier', BUNDLED_MODELS))),
        feedback,
        validationData: values.validationData,
        validationSplit: values.validationSplit === 'all' ? null : values.validationSplit,
        seedData: values.seedData ?? null,
        domain,
        out,
        report: values.report ?? null,
        promoteTo,
        recipe,
        modelsDir: fileURLToPath(BUNDLED_MODELS),
        encoder: await localSourceOf(config.source, config.onProgress, signal),
        replay: fileURLToPath(REPLAY_FILE),
        generation: { templates: fileURLToPath(GENERATION_FILES.templates), prompts: fileURLToPath(GENERATION_FILES.prompts) },
        minPrecision,
        minRecall,
        minFeedback,
      }
      const report = await runTraining(
        (training) => training.retrain(task, (done) => progress.show(() => describeTraining(done))),
        { signal },
      )
      await progress.clear()
      if (values.json) await printJson(terminal, report)
      else await printLines(terminal, formatRetraining(report, terminal.data))
      for (const { name, passed, reason } of report.gates) if (!passed) await say(terminal, `gate ${name} not passed: ${reason}`)
      const advice = adviceOn(report)
      if (advice !== null) await note(terminal, advice)
      return report.isAccepted ? EXIT.done : EXIT.gatesNotPassed
    } finally {
      await progress.clear()
    }
  },
})

async function holdsClassifier(folder: string): Promise<boolean> {
  return (await stat(join(folder, 'card.json')).catch(() => null))?.isFile() ?? false
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw new FileAccessError({ path, action: 'make the folder', reason: fileFailure(error) }, { cause: error })
  }
}
