import { InvalidOptionError } from '../errors/errors.js'

const MAX_LABEL = 2 ** 32 - 1

/** Throws `InvalidOptionError` unless `label` is an integer 0…2³²−1; libraries below would cut it silently. */
export function checkLabel(label: number): void {
  if (!Number.isInteger(label) || label < 0 || label > MAX_LABEL) {
    throw new InvalidOptionError({ option: 'label', value: String(label), allowed: `an integer from 0 to ${MAX_LABEL}` })
  }
}

/** Throws `InvalidOptionError` for a vector of another length or with a number that is not finite, which would poison searches. */
export function checkVector(vector: Float32Array, dimensions: number): void {
  if (vector.length !== dimensions) {
    throw new InvalidOptionError({ option: 'embedding', value: `${vector.length} numbers`, allowed: `${dimensions} numbers` })
  }
  for (const value of vector) {
    if (!Number.isFinite(value))
      throw new InvalidOptionError({ option: 'embedding', value: String(value), allowed: 'finite numbers' })
  }
}
