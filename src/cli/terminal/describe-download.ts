import type { EncoderProgress } from '../../encoder/encoder.js'
import { formatBytes } from './format-number.js'

/** `Downloading onnx/model.onnx: 12.1 MiB of 22.9 MiB`. */
export function describeDownload({ file, loadedBytes, totalBytes }: EncoderProgress): string {
  const total = totalBytes === undefined ? '' : ` of ${formatBytes(totalBytes)}`
  return `Downloading ${file}: ${formatBytes(loadedBytes)}${total}`
}
