import { readFileSync } from 'node:fs'

/** A file of `seeds/`: what a release wrote or a user may pass in, from which inputs are made by changing it. */
export function readSeed(name: string): Buffer {
  return readFileSync(new URL(`seeds/${name}`, import.meta.url))
}
