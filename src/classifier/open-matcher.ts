import { join } from 'node:path'
import { fileOf, type ModelFolder } from '../model-files/model-folder.js'
import type { OnnxSession } from '../onnx/session.js'
import { MATCHER_FILE, readMatcherWeights } from './matcher-weights.js'
import { PairMatcher } from './pair-matcher.js'

/**
 * The matcher that prepares a graph's inputs; null when the graph decides by the features alone. Throws `ModelFileError` when
 * its weights are missing or of another size.
 */
export function openMatcher(folder: ModelFolder, session: Pick<OnnxSession, 'inputNames'>): PairMatcher | null {
  if (!session.inputNames.includes('states')) return null
  return new PairMatcher(readMatcherWeights(join(folder.path, MATCHER_FILE), fileOf(folder, MATCHER_FILE)))
}
