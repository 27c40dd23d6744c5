/** A command that cannot do what it was asked to, through no bug; the message says why and what to do. Exit code 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
}
