interface Report {
  readonly sharedObjects?: readonly string[]
}

/**
 * Native libraries in this process, on whatever thread, that do not belong to the system: from the list that the dynamic
 * linker itself keeps, so that nothing loaded in passing by an `import` is missed. Null where the runtime has no such list.
 */
export function loadedAddons(): readonly string[] | null {
  const report = process.report as (NodeJS.ProcessReport & { excludeNetwork?: boolean }) | undefined
  if (typeof report?.getReport !== 'function') return null
  const { excludeNetwork } = report
  // Names of network peers would be looked up otherwise.
  report.excludeNetwork = true
  try {
    const { sharedObjects } = report.getReport() as Report
    return sharedObjects?.filter(isAddon) ?? null
  } finally {
    report.excludeNetwork = excludeNetwork ?? false
  }
}

/** A library is an addon by its ending, and by lying among packages whatever its ending. */
function isAddon(path: string): boolean {
  return path.endsWith('.node') || /[\\/]node_modules[\\/]/.test(path)
}
