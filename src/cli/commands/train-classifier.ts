import { fileURLToPath } from 'node:url'
import { BUNDLED_MODELS } from '../../compose/package-paths.js'
import { runTraining } from '../../compose/run-training.js'
import { localSourceOf } from '../../encoder/hub/download-model.js'
import type { TrainClassifierReport } from '../../training/train-classifier.js'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import { ENCODER_FLAGS, encoderOf } from '../flags/encoder-flags.js'
import { RECIPE_FLAGS, recipeOf } from '../flags/recipe-flags.js'
import { describeDownload } from '../terminal/describe-download.js'
import { formatCount, formatDecimal } from '../terminal/format-number.js'
import { formatRows } from '../terminal/format-rows.js'
import { printJson, printLines } from '../terminal/print.js'
import { Progress } from '../terminal/progress.js'
import { describeTraining } from '../training/describe-training.js'
import { formatHistory } from '../training/format-history.js'

/** `smartmemo train-classifier` */
export const trainClassifierCommand = defineCommand({
  description: `Trains a classifier on labelled pairs, on a thread of this machine, without native code. Kind pair reads the two
prompts itself and works beside any encoder; embedding-mlp reads the embeddings of --encoder and is bound to it.
Pairs of the validation split say when to stop, set calibration and threshold, and give the figures; without
such pairs a fifth of the prompts is held out. No prompt is both trained and judged on.`,
  flags: {
    data: { kind: 'text', value: 'FILE', describe: 'the pairs, JSON lines, plain or gzip', required: true },
    out: {
      kind: 'text',
      value: 'DIR',
      describe: 'folder for the classifier; one that is there stays as the one before',
      required: true,
    },
    kind: { kind: 'choice', choices: ['pair', 'embedding-mlp'], describe: 'which kind of classifier', default: 'pair' },
    domain: { kind: 'text', value: 'NAME', describe: 'only pairs of this domain (default: all)' },
    trainSplit: { kind: 'text', value: 'NAME', describe: 'split to train on', default: 'train' },
    validationSplit: { kind: 'text', value: 'NAME', describe: 'split to hold out', default: 'validation' },
    ...RECIPE_FLAGS,
    ...ENCODER_FLAGS,
  },
  examples: [
    'smartmemo train-classifier --data pairs.jsonl --out my-classifier',
    'smartmemo train-classifier --data pairs.jsonl --out my-mlp --kind embedding-mlp --encoder Xenova/all-MiniLM-L6-v2',
  ],
  async run(values, terminal) {
    const { data, out, domain, trainSplit, validationSplit } = values
    const recipe = recipeOf(values)
    const kind = values.kind === 'pair' ? 'pair' : 'embedding-mlp'
    const progress = new Progress(terminal.words)
    const signal = terminal.interruption()
    try {
      const config = await encoderOf(values, (download) => progress.show(() => describeDownload(download)))
      const encoder = await localSourceOf(config.source, config.onProgress, signal)
      const modelsDir = fileURLToPath(BUNDLED_MODELS)
      const task = { kind, modelsDir, encoder, data, out, domain: domain ?? null, trainSplit, validationSplit, recipe } as const
      const report = await runTraining(
        (training) => training.trainClassifier(task, (done) => progress.show(() => describeTraining(done))),
        { signal },
      )
      await progress.clear()
      if (values.json) await printJson(terminal, report)
      else {
        const layout = terminal.data
        await printLines(terminal, [
          ...formatHistory(report.history, report.bestEpoch, layout),
          '',
          ...formatRows(rowsOf(report, out), layout),
        ])
      }
      return EXIT.done
    } finally {
      await progress.clear()
    }
  },
})

function rowsOf({ card, counts }: TrainClassifierReport, out: string): [string, string][] {
  const { recall, precision, falseHitRate, aucRoc, expectedCalibrationError } = card.metrics['calibration']!
  return [
    [
      'pairs',
      `${formatCount(counts.training)} trained on, ${formatCount(counts.stopping)} to stop by, ${formatCount(counts.calibration)} to judge by`,
    ],
    ['threshold', formatDecimal(card.threshold ?? null)],
    ['false hit rate', formatDecimal(falseHitRate ?? null)],
    ['recall', formatDecimal(recall ?? null)],
    ['precision', formatDecimal(precision ?? null)],
    ['ROC AUC', formatDecimal(aucRoc ?? null, 4)],
    ['calibration error', formatDecimal(expectedCalibrationError ?? null)],
    ['written to', `${out} (version ${card.version})`],
  ]
}
