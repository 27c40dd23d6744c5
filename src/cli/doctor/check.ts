import { isSmartMemoError } from '../../errors/smart-memo-error.js'

/** What a check found. A warning is something to know about that stops nothing. */
export interface Finding {
  readonly status: 'ok' | 'warning' | 'failed'
  /** One line: what was found. */
  readonly detail: string
  /** What to do about it. */
  readonly remedy?: string
}

/** One thing that must hold for the library to work here. */
export interface Check {
  readonly name: string
  /** What it throws counts as failed. */
  readonly run: () => Promise<Finding> | Finding
}

/** A finding with the name of its check. */
export type NamedFinding = Finding & { readonly name: string }

/** Runs a check; never rejects. */
export async function runCheck({ name, run }: Check): Promise<NamedFinding> {
  try {
    return { name, ...(await run()) }
  } catch (error) {
    return { name, status: 'failed', ...describeFailure(error) }
  }
}

/** Errors of ours end in what to do about it. */
function describeFailure(error: unknown): Pick<Finding, 'detail' | 'remedy'> {
  const detail = error instanceof Error ? error.message : String(error)
  const remedy = isSmartMemoError(error) ? error.details['remedy'] : undefined
  return typeof remedy === 'string' ? { detail: detail.replace(`. ${remedy}`, ''), remedy } : { detail }
}
