/** What the process ends with. A retrained classifier that fails its gates is no failure of the command. */
export const EXIT = { done: 0, failed: 1, wrongUsage: 2, gatesNotPassed: 3 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
