import { resolve } from 'node:path'
import { openInference } from '../../compose/open-inference.js'
import { ClassifierConfig } from '../../options/classifier-config.js'
import { defineCommand } from '../command.js'
import { evaluateFile } from '../evaluation/evaluate-file.js'
import { aboutRows, explainGaps, formatEvaluation } from '../evaluation/format-evaluation.js'
import { EXIT } from '../exit-code.js'
import { encoderOf, ENCODER_FLAGS } from '../flags/encoder-flags.js'
import { flagName } from '../flags/flag.js'
import { UsageError } from '../flags/usage-error.js'
import { writeReport } from '../report/write-report.js'
import { describeDownload } from '../terminal/describe-download.js'
import { describeRate } from '../terminal/describe-rate.js'
import { note, printJson, printLines } from '../terminal/print.js'
import { Progress } from '../terminal/progress.js'

/** `smartmemo eval-classifier` */
export const evalClassifier = defineCommand({
  description: `Scores labelled pairs with a classifier and counts what it would have reused, rightly and wrongly. Pairs are
JSON lines, plain or gzip: {"prompt_a", "prompt_b", "label": 0 or 1, "domain"?, "source"?, "split"?}; one
without a split belongs to every split. Intervals are 95 % Wilson intervals. --compare-cosine puts the
similarity of the encoder's embeddings beside the classifier, at its own threshold and at equal recall.`,
  flags: {
    data: { kind: 'text', value: 'FILE', describe: 'the pairs', required: true },
    split: { kind: 'text', value: 'NAME', describe: 'which pairs: test, another split, or all', default: 'test' },
    model: { kind: 'text', value: 'DIR', describe: 'folder of the classifier, or bundled', default: 'bundled' },
    threshold: { kind: 'number', value: 'N', min: 0, max: 1, describe: "lowest score that is a hit (default: the model card's)" },
    maxFalseHitRate: {
      kind: 'number',
      value: 'N',
      min: 0,
      max: 1,
      describe: 'in place of --threshold: the one that keeps this rate, by the model card',
    },
    compareCosine: { kind: 'switch', describe: "also evaluate the cosine similarity of the encoder's embeddings" },
    cosineThreshold: { kind: 'number', value: 'N', min: -1, max: 1, describe: 'lowest similarity that is a hit', default: 0.9 },
    scores: { kind: 'text', value: 'FILE', describe: 'write a JSON line a pair: index, label, score, similarity, differences' },
    report: {
      kind: 'text',
      value: 'FILE',
      describe: 'write a page of curves and worst pairs, cosine beside the classifier (HTML)',
    },
    ...ENCODER_FLAGS,
  },
  examples: [
    'smartmemo eval-classifier --data pairs.jsonl.gz --split all --compare-cosine',
    'smartmemo eval-classifier --data pairs.jsonl --model ./my-classifier --scores scores.jsonl --report report.html',
  ],
  async run(values, terminal) {
    const { data, model, threshold, maxFalseHitRate, scores, report } = values
    refuseToOverwrite(data, { scores, report })
    const options = { ...(threshold !== undefined && { threshold }), ...(maxFalseHitRate !== undefined && { maxFalseHitRate }) }
    const config = model === 'bundled' ? ClassifierConfig.bundled(options) : ClassifierConfig.fromFile(resolve(model), options)
    const split = values.split === 'all' ? null : values.split
    const cosineThreshold = values.compareCosine || report !== undefined ? values.cosineThreshold : null
    const progress = new Progress(terminal.words)
    const encoder = await encoderOf(values, (download) => progress.show(() => describeDownload(download)))
    const signal = terminal.interruption()
    const opened = await openInference(encoder, config.source, signal)
    try {
      const rate = describeRate('pairs scored')
      const task = { data, split, threshold: options, cosineThreshold, scores }
      const evaluated = await evaluateFile(task, opened, (done) => progress.show(() => rate(done)), signal)
      await progress.clear()
      const about = aboutRows(evaluated, opened.report, { data, split })
      if (report !== undefined) await writeReport(report, evaluated, about, opened.inference)
      for (const gap of explainGaps(evaluated.evaluation)) await note(terminal, gap)
      if (values.json) await printJson(terminal, evaluated.evaluation)
      else await printLines(terminal, formatEvaluation(evaluated, about, terminal.data))
      return EXIT.done
    } finally {
      await progress.clear()
      await opened.inference.close()
    }
  },
})

/** Throws `UsageError` when a file to write is the one to read. */
function refuseToOverwrite(data: string, written: Readonly<Record<string, string | undefined>>): void {
  for (const [name, path] of Object.entries(written)) {
    if (path === undefined || resolve(path) !== resolve(data)) continue
    throw new UsageError(`${flagName(name)} names the file that --data reads. Write to another one`)
  }
}
