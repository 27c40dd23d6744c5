import type { Random } from '../../../src/random/seeded-random.js'
import { truncateTo, writeInto, type FileEvent } from './recording-file-system.js'

/** A disk writes whole sectors; of a write some may be there and others not. */
const SECTOR_BYTES = 512

/** A write counts as at most so many pieces, so that all their subsets can be gone through. */
const MAX_PIECES = 3

/** What may or may not have reached the disk when the power failed. */
type Doubt =
  | { readonly kind: 'data'; readonly file: number; readonly apply: (content: Buffer) => Buffer }
  | { readonly kind: 'name'; readonly apply: (names: Map<string, number>) => void }

/** The same, and the place of its event among all. */
type PlacedDoubt = Doubt & { readonly at: number }

/**
 * Goes through what the disk may hold when the power fails after `events`: everything synced, and of everything else any part,
 * whole sectors of writes and changes of names alike. All possibilities where there are no more than `limit`, otherwise the
 * two extremes and a random choice. One state may come more than once.
 */
export function* diskStates(events: readonly FileEvent[], limit: number, random: Random): Generator<Map<string, Uint8Array>> {
  const { contents, names, doubts } = settle(events)
  const isExhaustive = 2 ** doubts.length <= limit
  const count = isExhaustive ? 2 ** doubts.length : limit
  for (let choice = 0; choice < count; choice++) {
    const isKept = (index: number): boolean => {
      if (isExhaustive) return (choice & (1 << index)) !== 0
      if (choice < 2) return choice === 1
      return random.share() < 0.5
    }
    yield build(
      contents,
      names,
      doubts.filter((_, index) => isKept(index)),
    )
  }
}

/** Splits the events into what is on disk for certain and what is in doubt. */
function settle(events: readonly FileEvent[]) {
  const contents = new Map<number, Buffer>()
  const names = new Map<string, number>()
  let doubts: PlacedDoubt[] = []
  for (const [at, event] of events.entries()) {
    if (event.type === 'datasync' || event.type === 'syncFolder') {
      const isSettled = (doubt: PlacedDoubt) =>
        doubt.at < event.covers &&
        (event.type === 'syncFolder' ? doubt.kind === 'name' : doubt.kind === 'data' && doubt.file === event.file)
      for (const doubt of doubts.filter(isSettled)) {
        if (doubt.kind === 'name') doubt.apply(names)
        else contents.set(doubt.file, doubt.apply(contents.get(doubt.file) ?? Buffer.alloc(0)))
      }
      doubts = doubts.filter((doubt) => !isSettled(doubt))
    } else doubts.push(...doubtsOf(event).map((doubt) => ({ ...doubt, at })))
  }
  return { contents, names, doubts }
}

function doubtsOf(event: Exclude<FileEvent, { type: 'datasync' | 'syncFolder' }>): Doubt[] {
  if (event.type === 'write') {
    return piecesOf(event).map(({ bytes, position }) => ({
      kind: 'data',
      file: event.file,
      apply: (content) => writeInto(content, bytes, position),
    }))
  }
  if (event.type === 'truncate') {
    return [{ kind: 'data', file: event.file, apply: (content) => truncateTo(content, event.length) }]
  }
  if (event.type === 'unname') return [unname(event.path)]
  const path = event.type === 'name' ? event.path : event.to
  const named: Doubt = { kind: 'name', apply: (names) => void names.set(path, event.file) }
  return event.type === 'name' ? [named] : [named, unname(event.from, event.file)]
}

/** A name that leads to another file by then is another's. */
function unname(path: string, file?: number): Doubt {
  return {
    kind: 'name',
    apply: (names) => {
      if (file === undefined || names.get(path) === file) names.delete(path)
    },
  }
}

/** Cuts a write at the boundaries of sectors of the disk. */
function piecesOf({ bytes, position }: { readonly bytes: Uint8Array; readonly position: number }) {
  const sectors = Math.max(1, Math.ceil((position + bytes.length) / SECTOR_BYTES) - Math.floor(position / SECTOR_BYTES))
  const perPiece = Math.ceil(sectors / MAX_PIECES) * SECTOR_BYTES
  const pieces: { bytes: Uint8Array; position: number }[] = []
  for (let from = 0; from < bytes.length;) {
    const end = Math.min(bytes.length, (Math.floor((position + from) / perPiece) + 1) * perPiece - position)
    pieces.push({ bytes: bytes.subarray(from, end), position: position + from })
    from = end
  }
  return pieces
}

function build(
  contents: ReadonlyMap<number, Buffer>,
  names: ReadonlyMap<string, number>,
  kept: readonly Doubt[],
): Map<string, Uint8Array> {
  const [files, found] = [new Map(contents), new Map(names)]
  for (const doubt of kept) {
    if (doubt.kind === 'name') doubt.apply(found)
    else files.set(doubt.file, doubt.apply(files.get(doubt.file) ?? Buffer.alloc(0)))
  }
  return new Map([...found].map(([path, file]) => [path, files.get(file) ?? Buffer.alloc(0)]))
}
