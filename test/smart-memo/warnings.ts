import { afterEach, beforeEach } from 'vitest'

/** Collects what the process is warned of during each test of the calling suite. */
export function collectWarnings(): Error[] {
  const warnings: Error[] = []
  const listener = (warning: Error) => void (warning.name === 'SmartMemoWarning' && warnings.push(warning))
  beforeEach(() => void process.on('warning', listener))
  afterEach(() => {
    process.off('warning', listener)
    warnings.length = 0
  })
  return warnings
}
