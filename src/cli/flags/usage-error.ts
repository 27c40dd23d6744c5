/** A command line that makes no sense; the message says what is wrong and how it would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
