import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CacheParts } from '../cache/cache-parts.js'
import { publishFailure } from '../cache/channels.js'
import { resolveThreshold } from '../classifier/threshold.js'
import type { Inference, InferenceReport, InferenceSettings } from '../inference/inference.js'
import { InferenceService } from '../inference/inference-service.js'
import { CheckedEncoder } from '../encoder/checked-encoder.js'
import { localSourceOf } from '../encoder/hub/download-model.js'
import type { Memory } from '../memory/memory.js'
import { MemoryService } from '../memory/memory-service.js'
import { EncoderConfig } from '../options/encoder-config.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { type Connector, InlineConnector } from '../threads/connection.js'
import { InferencePool } from '../threads/inference-pool.js'
import { Link } from '../threads/link.js'
import { WorkerConnector } from '../threads/worker-connector.js'
import { flushOnExit } from './flush-on-exit.js'
import { joinMemory, type SharedMemory } from './memory-hub.js'
import { BUNDLED_MODELS, WORKER_FILES } from './package-paths.js'

/**
 * Builds and opens everything a cache runs on. The one place that chooses implementations and threads. Rejects with the
 * reason of `closing` when that ends a download.
 */
export async function composeCache(options: ResolvedOptions, closing?: AbortSignal): Promise<CacheParts> {
  const custom = options.encoder instanceof EncoderConfig ? null : new CheckedEncoder(options.encoder)
  const settings: InferenceSettings = {
    encoder:
      options.encoder instanceof EncoderConfig
        ? await localSourceOf(options.encoder.source, options.encoder.onProgress, closing)
        : null,
    customEncoder: custom && { id: custom.id, dimensions: custom.dimensions },
    classifier: options.classifier?.source ?? null,
    modelsDir: fileURLToPath(BUNDLED_MODELS),
  }

  let models: InferenceReport | undefined
  const openInference = async (service: Inference) => {
    models = await service.open(settings)
  }
  const inference = new InferencePool(
    Array.from(
      { length: Math.max(1, options.threads) },
      () => new Link<Inference>(inferenceConnector(options.threads), openInference),
    ),
  )
  let shared: SharedMemory | undefined
  const close = async () => {
    const outcomes = await Promise.allSettled([shared?.release(), inference.close(), custom?.close()])
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed) throw failed.reason
  }
  try {
    await inference.ready()
    const card = models!.classifier?.card
    const threshold = card ? resolveThreshold(card, options.classifier!) : options.cosineThreshold
    const dbPath = options.dbPath === ':memory:' ? options.dbPath : resolve(options.dbPath)
    shared = joinMemory(
      { dbPath, readOnly: false, encoder: models!.encoder, reembed: options.reembed, cipher: options.encrypt },
      () => memoryConnector(options.threads),
    )
    const opened = await shared.ready()
    await keepToLimit(shared.memory, options)
    flushOnExit()
    return {
      memory: shared.memory,
      score: (asked, candidates) => inference.score(asked, candidates),
      explain: (asked, stored) => inference.explain(asked, stored),
      encode: encodeWith(inference, custom),
      encodesAhead: options.threads > 0 && (settings.encoder?.kind === 'bundled' || settings.encoder?.kind === 'hash'),
      models: models!,
      threshold,
      opened,
      close,
    }
  } catch (error) {
    await close().catch(() => {})
    throw error
  }
}

/** The limit may have been lowered since the database was last open. */
async function keepToLimit(memory: Memory, { domain, maxEntries, evictionPolicy, durability }: ResolvedOptions): Promise<void> {
  try {
    await memory.keepTo({ domain, maxEntries, evictionPolicy, nowMs: Date.now() }, durability)
  } catch (error) {
    publishFailure({ action: 'evict', domain, error })
  }
}

function inferenceConnector(threads: number): Connector<Inference> {
  return threads === 0
    ? new InlineConnector<Inference>('inference', () => new InferenceService())
    : new WorkerConnector<Inference>('inference', WORKER_FILES.inference)
}

function memoryConnector(threads: number): Connector<Memory> {
  return threads === 0
    ? new InlineConnector<Memory>('memory', () => new MemoryService())
    : new WorkerConnector<Memory>('memory', WORKER_FILES.memory)
}

function encodeWith(inference: InferencePool, custom: CheckedEncoder | null): CacheParts['encode'] {
  return async (prompts) => {
    const [encoded, embeddings] = await Promise.all([inference.encode(prompts), custom?.embed(prompts)])
    return encoded.map(({ embedding, lexical }, index) => ({ embedding: (embeddings?.[index] ?? embedding)!, lexical }))
  }
}
