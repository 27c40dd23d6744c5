import type { Precision } from '../encoder.js'

/** Names of a model's files in the Hugging Face layout, relative to its folder. */
export const TOKENIZER_FILE = 'tokenizer.json'
/** Read when present: few models need them. */
export const OPTIONAL_FILES = { tokenizer: 'tokenizer_config.json', model: 'config.json' } as const

const GRAPH_FILES = { int8: 'onnx/model_quantized.onnx', fp32: 'onnx/model.onnx' } as const

/** The graph's file in the Hugging Face layout. */
export function graphFileOf(precision: Precision): string {
  return GRAPH_FILES[precision]
}
