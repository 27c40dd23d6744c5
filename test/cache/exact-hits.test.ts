import { describe, expect, it } from 'vitest'
import { ExactHits } from '../../src/cache/exact-hits.js'

function after(...answers: boolean[]): boolean {
  const hits = new ExactHits()
  for (const isExactHit of answers) hits.note(isExactHit)
  return hits.areRare
}

const times = (count: number, isExactHit: boolean) => Array.from({ length: count }, () => isExactHit)

describe('ExactHits', () => {
  it('are not rare before many lookups had none', () => {
    expect(after()).toBe(false)
    expect(after(...times(5, false))).toBe(false)
    expect(after(...times(40, false))).toBe(true)
  })

  it('follow what the lookups of late found', () => {
    expect(after(...times(40, false), ...times(40, true))).toBe(false)
    expect(after(...times(40, true), ...times(40, false))).toBe(true)
  })
})
