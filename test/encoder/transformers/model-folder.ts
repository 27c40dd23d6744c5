import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { bertGraph } from './bert-graph.js'

/** Position is id: what the small tokenizer knows. */
export const VOCABULARY = [
  '[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'approve', 'deny', 'the', 'customer', 'refund', 'request', 'please', 'cafe', '##s', '##ed', "'", 's', '.', '?', 'नमस', '##त',
] as const // prettier-ignore

/** A WordPiece tokenizer as BERT models have it, with truncation and padding that must be ignored. */
export const TOKENIZER = {
  version: '1.0',
  truncation: { max_length: 4, strategy: 'LongestFirst', stride: 0, direction: 'Right' },
  padding: { strategy: { Fixed: 12 }, direction: 'Right', pad_id: 0, pad_type_id: 0, pad_token: '[PAD]' },
  added_tokens: VOCABULARY.slice(0, 5).map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  })),
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(VOCABULARY.map((token, id) => [token, id])),
  },
}

/** Contents by file name; null leaves a file out. */
export type ModelFiles = Readonly<Record<string, Uint8Array | object | null>>

/** A small sentence encoder in the Hugging Face layout, in both precisions. */
export function modelFiles(changes: ModelFiles = {}): ModelFiles {
  return {
    'config.json': { model_type: 'bert', hidden_size: 8, max_position_embeddings: 300 },
    'tokenizer_config.json': { tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: 512 },
    'tokenizer.json': TOKENIZER,
    'onnx/model_quantized.onnx': bertGraph({ isQuantised: true }),
    'onnx/model.onnx': bertGraph(),
    ...changes,
  }
}

/** Writes such a model and returns its folder, which goes when the test ends. */
export async function saveModel(changes: ModelFiles = {}): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(modelFiles(changes))) {
    if (content === null) continue
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytesOf(content))
  }
  return folder
}

/** A file as it is stored and served. */
export function bytesOf(content: Uint8Array | object): Uint8Array {
  return content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content))
}

/** An empty folder, which goes when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'smartmemo-encoder-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
