import type { Difference } from '../../classifier/classifier.js'
import { writeText } from '../../files/write-text.js'
import type { Inference } from '../../inference/inference.js'
import type { EvaluatedFile } from '../evaluation/evaluate-file.js'
import { explainGaps, figureRows } from '../evaluation/format-evaluation.js'
import { renderReport, type ReportedDecider } from './render-report.js'

/** Writes the page about an evaluation that compared cosine; `about` names models and data. Throws `FileAccessError`. */
export async function writeReport(
  path: string,
  { evaluation, judgements, worst }: EvaluatedFile,
  about: readonly (readonly [string, string])[],
  inference: Pick<Inference, 'explain'>,
): Promise<void> {
  const { cosine, ...classifier } = evaluation
  const deciders: ReportedDecider[] = [
    { name: 'classifier', judgements: judgements.classifier, metrics: classifier, worst: worst.classifier },
    { name: 'cosine', judgements: judgements.cosine, metrics: cosine!, worst: worst.cosine },
  ]
  const differences = await explainWorst(deciders, inference)
  const notes = explainGaps(evaluation)
  await writeText(path, [renderReport({ about, figures: figureRows(evaluation), notes, deciders, differences })])
}

async function explainWorst(
  deciders: readonly ReportedDecider[],
  inference: Pick<Inference, 'explain'>,
): Promise<Map<number, readonly Difference[]>> {
  const differences = new Map<number, readonly Difference[]>()
  for (const { worst } of deciders) {
    for (const { index, promptA, promptB } of [...worst.of(0), ...worst.of(1)]) {
      differences.set(index, (await inference.explain(promptA, [promptB]))[0]!)
    }
  }
  return differences
}
