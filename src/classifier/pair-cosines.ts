import { Role, type PromptAnalysis } from '../text/prompt-analysis.js'
import { dot } from '../text/vectors-of.js'

/** Cosines of the word vectors of content words, row-major, rows are tokens of `a`; 0 where a vector is missing. */
export function cosinesOf(a: PromptAnalysis, b: PromptAnalysis): Float32Array {
  const rows = comparableTokens(a)
  const columns = comparableTokens(b)
  const width = b.texts.length
  const cosines = new Float32Array(a.texts.length * width)
  for (const i of rows) {
    const vector = a.vectors[i]!
    let at = 0
    for (; at + 4 <= columns.length; at += 4) fillFour(cosines, i * width, vector, b.vectors, columns, at)
    for (; at < columns.length; at++) cosines[i * width + columns[at]!] = dot(vector, b.vectors[columns[at]!]!)
    // A word without a vector of its own may share that of its base form; rounding must not part the two.
    for (const j of columns) if (vector === b.vectors[j]) cosines[i * width + j] = 1
  }
  return cosines
}

function comparableTokens({ texts, vectors, roles }: PromptAnalysis): number[] {
  const tokens: number[] = []
  for (let at = 0; at < texts.length; at++) {
    if (vectors[at] !== undefined && (roles[at]! & Role.stopWord) === 0) tokens.push(at)
  }
  return tokens
}

/** Four products at a time, since a single sum spends its time waiting for its last addition (bench/classifier). */
function fillFour(
  cosines: Float32Array,
  row: number,
  vector: Float32Array,
  vectors: PromptAnalysis['vectors'],
  columns: readonly number[],
  from: number,
): void {
  const [first, second, third, fourth] = [columns[from]!, columns[from + 1]!, columns[from + 2]!, columns[from + 3]!]
  const [v1, v2, v3, v4] = [vectors[first]!, vectors[second]!, vectors[third]!, vectors[fourth]!]
  let sum1 = 0
  let sum2 = 0
  let sum3 = 0
  let sum4 = 0
  for (let k = 0; k < vector.length; k++) {
    const value = vector[k]!
    sum1 += value * v1[k]!
    sum2 += value * v2[k]!
    sum3 += value * v3[k]!
    sum4 += value * v4[k]!
  }
  cosines[row + first] = sum1
  cosines[row + second] = sum2
  cosines[row + third] = sum3
  cosines[row + fourth] = sum4
}
