import { join } from 'node:path'
import type { Classifier } from '../classifier/classifier.js'
import { resolveThreshold } from '../classifier/threshold.js'
import { writeText } from '../files/write-text.js'
import { readBasePrompts, readTemplateFile } from '../generation/read-generation-files.js'
import { CLASSIFIER_GRAPH, installClassifier } from '../model-files/classifier-folder.js'
import { graphOf, readModelFolder, type ModelFolder } from '../model-files/model-folder.js'
import { withoutHead, writeHead, writeHeadOnBase } from '../training/head-graph.js'
import { REFERENCE_RECIPE, resolveRecipe } from '../training/recipe.js'
import { openPromptReader, openTrainingGround } from '../training/training-ground.js'
import { TrainingRun, type TrainingListener } from '../training/training-run.js'
import { chooseBoost } from './choose-boost.js'
import { candidateCard } from './candidate-card.js'
import { gatherPairs } from './gather-pairs.js'
import { judgeGates } from './gates.js'
import { judgePlausibility } from './implausible-feedback.js'
import { judgeClassifier } from './judge-classifier.js'
import { openClassifier } from './open-classifier.js'
import type { RetrainReport } from './retrain-report.js'
import type { RetrainTask } from './retrain-task.js'
import { makeBuiltInPairs } from './built-in-pairs.js'
import { PairBase } from './pair-base.js'
import { CORRECTION_RECIPE, trainCandidate } from './train-candidate.js'
import { prepareMaterial } from './training-material.js'

const KINDS = ['pair', 'embedding-mlp'] as const

/**
 * Trains a candidate from feedback, seed pairs and a replay, judges it against the classifier in use, writes it with a
 * report, and promotes it when every gate is passed. A pair classifier gets a head that corrects the graph it began with; an
 * embedding MLP is trained afresh. Throws `TrainingDataError`, `InvalidLineError`, `InvalidOptionError`, `ModelFileError`,
 * `EncoderMismatchError`, `FileAccessError`, or the signal's reason; the classifier in use stays as it is then.
 */
export async function retrain(task: RetrainTask, listener: TrainingListener = {}): Promise<RetrainReport> {
  const run = new TrainingRun(listener)
  const active = await readModelFolder(task.active, KINDS)
  const kind = active.card.kind as (typeof KINDS)[number]
  const recipe = resolveRecipe(task.recipe, kind === 'pair' ? CORRECTION_RECIPE : REFERENCE_RECIPE)
  const builtIn = await makeBuiltInPairs({
    templates: await readTemplateFile(task.generation.templates),
    prompts: await readBasePrompts(task.generation.prompts),
  })
  const activeThreshold = resolveThreshold(active.card, {})
  const pairs = await gatherPairs(task, builtIn)
  const ground = await openTrainingGround({ ...task, kind })
  const parts = { reader: await openPromptReader(task.modelsDir), encoder: ground.encoder }
  const opened: Pick<Classifier, 'close'>[] = []
  const open = async (folder: ModelFolder, graph: Uint8Array) => {
    const classifier = await openClassifier(folder, graph, parts)
    opened.push(classifier)
    return classifier
  }
  try {
    const inUse = await open(active, graphOf(active))
    const baseGraph = kind === 'pair' ? withoutHead(graphOf(active)) : null
    const base = baseGraph && (await PairBase.open(active, baseGraph, parts.reader))
    if (base) opened.push(base)
    const material = await prepareMaterial(pairs, builtIn, { inUse, base }, ground, recipe.seed, run)
    const choice = await chooseBoost(material, recipe, activeThreshold, run)
    const trained = await trainCandidate(material, choice.boost, recipe, activeThreshold, run)
    const threshold = trained.matchedThreshold
    const graph = baseGraph ? writeHeadOnBase(trained.head, baseGraph) : writeHead(trained.head)
    const candidate = await open(active, graph)

    const judged = { validation: pairs.validation, traps: builtIn.traps }
    const ofCandidate = await judgeClassifier(candidate, ground.encoder, threshold, judged, run)
    const ofActive = await judgeClassifier(inUse, ground.encoder, activeThreshold, judged, run)
    const plausibility = judgePlausibility(pairs.verdicts, parts.reader)
    const gates = judgeGates(
      { candidate: ofCandidate, active: ofActive, plausibility, independentVerdicts: pairs.independent },
      task,
    )

    const unplaced = {
      files: filesWith(active, graph),
      card: candidateCard(active.card, trained, threshold, pairs, ofCandidate.validation),
    }
    const report: RetrainReport = {
      formatVersion: 1,
      candidate: await installClassifier(task.out, unplaced),
      active: active.card,
      feedback: {
        verdicts: pairs.verdicts.length,
        equivalent: pairs.verdicts.filter(({ label }) => label === 1).length,
        different: pairs.verdicts.filter(({ label }) => label === 0).length,
        independent: pairs.independent,
        heldBack: pairs.heldBack,
        derived: pairs.feedback.length - pairs.verdicts.length,
        contradictions: pairs.contradictions,
        plausibility,
      },
      seedPairs: pairs.seedPairs,
      replay: pairs.replay,
      training: { history: trained.history, bestEpoch: trained.bestEpoch, boost: choice },
      validation: { candidate: ofCandidate.validation, active: ofActive.validation },
      safety: { candidate: ofCandidate.safety, active: ofActive.safety },
      gates,
      isAccepted: gates.every(({ passed }) => passed),
      promotedTo: null,
    }
    await writeReport(task, report)
    if (!report.isAccepted || task.promoteTo === null) return report
    await installClassifier(task.promoteTo, unplaced, active)
    const promoted = { ...report, promotedTo: task.promoteTo }
    await writeReport(task, promoted)
    return promoted
  } finally {
    await Promise.all([...opened.map((model) => model.close?.()), ground.close()])
  }
}

/** The files of a classifier with another graph; what else the base reads comes along. */
function filesWith({ files }: ModelFolder, graph: Uint8Array): Map<string, Uint8Array> {
  return new Map([...[...files].filter(([name]) => !name.endsWith('.onnx')), [CLASSIFIER_GRAPH, graph]])
}

function writeReport({ report: path, out }: RetrainTask, report: RetrainReport): Promise<void> {
  return writeText(path ?? join(out, 'report.json'), [`${JSON.stringify(report, null, 2)}\n`])
}
