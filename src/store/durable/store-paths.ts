/** The files of a database. None is named `-journal` or `-wal`, which SQLite tools would try to apply. */
export interface StorePaths {
  readonly snapshot: string
  readonly journal: string
  /** Names for files kept aside at that moment. */
  readonly asideAt: (nowMs: number) => { readonly snapshot: string; readonly journal: string }
}

export function storePaths(dbPath: string): StorePaths {
  return {
    snapshot: dbPath,
    journal: `${dbPath}.log`,
    asideAt: (nowMs) => {
      const time = new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '')
      return { snapshot: `${dbPath}.corrupt-${time}`, journal: `${dbPath}.corrupt-${time}.log` }
    },
  }
}
