import { describe } from 'vitest'
import { ExactIndex } from '../../src/ann/exact-index.js'
import { VectorArena } from '../../src/ann/vector-arena.js'
import { describeVectorIndex } from './vector-index-contract.js'

describe('contract', () => {
  describeVectorIndex('ExactIndex', async (dimensions) => ({
    index: new ExactIndex(new VectorArena(dimensions)),
    settle: async () => {},
  }))
})
