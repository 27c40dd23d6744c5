import { describe, expect, it } from 'vitest'
import { REFERENCE_RECIPE, resolveRecipe } from '../../src/training/recipe.js'

describe('resolveRecipe', () => {
  it('fills up from the reference and passes over what is undefined', () => {
    expect(resolveRecipe({ epochs: 3, ...({ dropout: undefined } as object) })).toEqual({ ...REFERENCE_RECIPE, epochs: 3 })
  })

  it.each([
    { epochs: 0 },
    { batchSize: 1.5 },
    { dropout: 1 },
    { learningRate: 0 },
    { learningRate: Number.NaN },
    { hiddenSizes: [0] },
    { seed: -1 },
  ])('refuses %o', (changes) => {
    expect(() => resolveRecipe(changes)).toThrow(expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION' }))
  })
})
