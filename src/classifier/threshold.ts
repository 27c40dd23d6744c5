import { InvalidOptionError } from '../errors/errors.js'
import type { ModelCard } from '../model-files/model-card.js'

/** What decides when a card names no threshold; strict, because nothing is known about the model. */
const FALLBACK_THRESHOLD = 0.95

/**
 * Picks the threshold: the one asked for; else the lowest of the calibration table whose upper confidence bound keeps the
 * false hit rate within budget; else the card's. Throws `InvalidOptionError` when no row of the table keeps the budget.
 */
export function resolveThreshold(
  card: ModelCard,
  options: { readonly threshold?: number | undefined; readonly maxFalseHitRate?: number | undefined },
): number {
  if (options.threshold !== undefined) return options.threshold
  if (options.maxFalseHitRate === undefined) return card.threshold ?? FALLBACK_THRESHOLD
  const table = [...(card.calibration ?? [])].sort((a, b) => a.threshold - b.threshold)
  const budget = options.maxFalseHitRate
  // From the strict end downwards, so that a lucky dip in the middle of the table cannot be chosen.
  let chosen: number | undefined
  for (const row of table.toReversed()) {
    if (row.falseHitRateUpper > budget) break
    chosen = row.threshold
  }
  if (chosen !== undefined) return chosen
  const best = Math.min(...table.map((row) => row.falseHitRateUpper))
  throw new InvalidOptionError({
    option: 'maxFalseHitRate',
    value: String(budget),
    allowed:
      table.length > 0
        ? `${best.toPrecision(2)} or more: the calibration of ${card.name} promises no less`
        : `nothing, since the card of ${card.name} has no calibration table; set threshold instead`,
  })
}
