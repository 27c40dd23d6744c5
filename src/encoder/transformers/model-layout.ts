import type { Precision } from '../encoder.js'

/** Names of a model's files in the Hugging Face layout, relative to its folder. */
export const TOKENIZER_FILE = 'tokenizer.json'
/** Settings of the tokenizer; few models need them. */
export const TOKENIZER_CONFIG_FILE = 'tokenizer_config.json'
/** Sizes of the model. */
export const MODEL_CONFIG_FILE = 'config.json'

const GRAPH_FILES = { int8: 'onnx/model_quantized.onnx', fp32: 'onnx/model.onnx' } as const

/** The graph's file in the Hugging Face layout. */
export function graphFileOf(precision: Precision): string {
  return GRAPH_FILES[precision]
}

/** Every file that an encoder reads, the small ones first. */
export function filesOf(precision: Precision): readonly { readonly name: string; readonly isRequired: boolean }[] {
  return [
    { name: MODEL_CONFIG_FILE, isRequired: false },
    { name: TOKENIZER_CONFIG_FILE, isRequired: false },
    { name: TOKENIZER_FILE, isRequired: true },
    { name: graphFileOf(precision), isRequired: true },
  ]
}
