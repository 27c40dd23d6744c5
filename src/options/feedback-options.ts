import * as v from 'valibot'
import { describeValue, parseOptions } from './parse-options.js'

/** What may go with a verdict. */
export interface FeedbackOptions {
  /** In the user's words; kept and exported with the verdict. At most 2,000 characters. */
  readonly reason?: string
}

/** Options of `exportFeedbackPairs`. */
export interface ExportOptions {
  /** Written into every pair, for example `train`. */
  readonly split?: string
}

/** Longest reason of a verdict, in characters. */
const MAX_REASON_LENGTH = 2000

const REASON_ALLOWED = `a string of at most ${MAX_REASON_LENGTH.toLocaleString('en')} characters`
const queryIdSchema = v.string('the queryId of a result')
const feedbackSchema = v.strictObject({
  reason: v.optional(v.pipe(v.string(REASON_ALLOWED), v.maxLength(MAX_REASON_LENGTH, REASON_ALLOWED))),
})
const pathSchema = v.pipe(v.string('the path of a file'), v.minLength(1, 'the path of a file'))
const exportSchema = v.strictObject({
  split: v.optional(v.pipe(v.string('a non-empty string'), v.minLength(1, 'a non-empty string'))),
})

/** Throws `InvalidOptionError`. */
export function validateFeedback(queryId: string, options: FeedbackOptions): void {
  validateQueryId(queryId)
  parseOptions(feedbackSchema, options, 'the options of a verdict', describeValue)
}

/** Throws `InvalidOptionError` for anything but a string. */
export function validateQueryId(queryId: string): void {
  parseOptions(queryIdSchema, queryId, 'queryId')
}

/** Throws `InvalidOptionError`. */
export function validateExport(path: string, options: ExportOptions): void {
  parseOptions(pathSchema, path, 'path')
  parseOptions(exportSchema, options, 'the options of exportFeedbackPairs')
}
