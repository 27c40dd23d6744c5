/** Which part of a list is shown. */
export interface Page {
  readonly limit: number
  readonly offset: number
}

/** A sentence about what is not shown, if anything. */
export function pageNote(shown: number, { limit, offset }: Page, what: string): string | null {
  if (shown === 0) return offset === 0 ? `There are no ${what} like that.` : `There are no ${what} from ${offset} on.`
  return shown === limit ? `There may be more: --offset ${offset + limit} goes on, --limit shows more at once.` : null
}
