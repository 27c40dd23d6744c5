import { openInference } from '../../src/compose/open-inference.js'
import type { Encoding } from '../../src/cache/cache-parts.js'
import { resolveThreshold } from '../../src/classifier/threshold.js'
import { MemoryService } from '../../src/memory/memory-service.js'
import { ClassifierConfig } from '../../src/options/classifier-config.js'
import { EncoderConfig } from '../../src/options/encoder-config.js'
import { createFakeCache, type FakeCache } from '../cache/fake-cache.js'
import { memorySettings } from '../memory/requests.js'

/** Makes caches that decide with the bundled encoder and classifier, on a memory that is real and empty. */
export async function openBundledModels() {
  const classifier = ClassifierConfig.bundled()
  const { inference, report } = await openInference(EncoderConfig.bundled(), classifier.source)
  const create = async (): Promise<FakeCache> => {
    const memory = new MemoryService()
    await memory.open(memorySettings({ encoder: report.encoder }))
    return createFakeCache({
      parts: {
        memory,
        models: report,
        threshold: resolveThreshold(report.classifier!.card, classifier),
        encode: (prompts) => inference.encode(prompts) as Promise<readonly Encoding[]>,
        score: (asked, candidates) => inference.score(asked, candidates),
      },
    })
  }
  return { create, close: () => inference.close() }
}
