export { SmartMemo } from './smart-memo.js'
export type { SmartMemoStats } from './cache/read-stats.js'
export type { EntrySource } from './cache/import-entries.js'
export { ClassifierConfig } from './options/classifier-config.js'
export { EncoderConfig, type TransformersOptions } from './options/encoder-config.js'
export type { SmartMemoOptions } from './options/smart-memo-options.js'
export { aes256Gcm } from './security/aes-256-gcm.js'
export type { Cipher, SealPlace } from './security/cipher.js'
export type { Redact, RedactedPart } from './security/redact.js'
export type { RetryOptions } from './options/retry-options.js'
export type { ForgetFilter } from './options/forget-filter.js'
export type { ExportOptions, FeedbackOptions } from './options/feedback-options.js'
export type {
  GetOrCallRequest,
  GetOrCallResult,
  LlmFunction,
  LookupRequest,
  LookupResult,
  RememberRequest,
  StoreDetails,
  Trace,
} from './options/request.js'
export type { Encoder, EncoderProgress, Pooling, Precision } from './encoder/encoder.js'
export type { Difference, DifferenceKind } from './classifier/classifier.js'
export type { CalibrationRow, ModelCard } from './model-files/model-card.js'
export type { CandidateRecord, Outcome, OutcomeReason, Tier } from './store/lookup-record.js'
export type { JsonValue } from './store/entry.js'
export type { EvictionPolicy } from './store/store.js'
export type { Durability, MemoryStats } from './memory/memory.js'
export type { FailureMessage, LookupMessage, RecoveryMessage, ReembeddingMessage, ShadowMessage } from './cache/channels.js'
export * from './errors/index.js'
