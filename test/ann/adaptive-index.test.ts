import { describe, expect, test } from 'vitest'
import { AdaptiveIndex, type AdaptiveOptions } from '../../src/ann/adaptive-index.js'
import { HnswGraph } from '../../src/ann/hnsw-graph.js'
import { Upkeep } from '../../src/ann/upkeep.js'
import { VectorArena } from '../../src/ann/vector-arena.js'
import { TurnByTurn } from './turn-by-turn.js'
import { randomVectors } from './vectors.js'
import { describeVectorIndex } from './vector-index-contract.js'

const vectors = randomVectors(200, 8, 1)

/** An index that turns to HNSW at its limit, with the graphs made beforehand so that a turn awaits nothing outside. */
async function createIndex(options: AdaptiveOptions = {}, graphCount = 3) {
  const graphs = await Promise.all(Array.from({ length: graphCount }, () => HnswGraph.create(8)))
  const turns = new TurnByTurn()
  const createGraph = async () => graphs.pop()!
  const index = new AdaptiveIndex(new VectorArena(8), new Upkeep(turns.schedule), { hnswFrom: 100, createGraph, ...options })
  const add = (from: number, to: number) => {
    for (let label = from; label < to; label++) index.add(label, vectors[label]!)
  }
  return { index, turns, add, graphs }
}

/** Which labels, out of all, are found as nearest to their own embedding. */
function findable(index: AdaptiveIndex): number[] {
  return vectors.flatMap((vector, label) => (index.search(vector, 1)[0]?.label === label ? [label] : []))
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

describe('contract', () => {
  describeVectorIndex('AdaptiveIndex', async (dimensions) => {
    const upkeep = new Upkeep((turn) => void setImmediate(turn))
    return { index: new AdaptiveIndex(new VectorArena(dimensions), upkeep, { hnswFrom: 1 }), settle: () => upkeep.idle() }
  })
})

describe('AdaptiveIndex', () => {
  test('is exact while it is small and HNSW from its limit on', async () => {
    const { index, turns, add } = await createIndex()
    add(0, 99)
    expect(turns.isOver).toBe(true)
    add(99, 100)
    expect(index.kind).toBe('exact')
    await turns.toTheEnd()
    expect(index.kind).toBe('hnsw')
    expect(findable(index)).toEqual(numbers(0, 100))
  })

  test('finds every label at every step of its way to HNSW, with what is added and removed meanwhile', async () => {
    const { index, turns, add } = await createIndex({ hnswFrom: 30 })
    add(0, 40)
    for (let step = 0; !turns.isOver; step++) {
      if (step === 10) add(40, 50)
      if (step === 20) index.remove([3, 20, 39, 49])
      if (step === 30) add(3, 4)
      await turns.next()
      const gone = step >= 30 ? [20, 39, 49] : step >= 20 ? [3, 20, 39, 49] : []
      expect(findable(index)).toEqual(numbers(0, step >= 10 ? 50 : 40).filter((label) => !gone.includes(label)))
    }
    expect(index.kind).toBe('hnsw')
  })

  test('inserts one label a turn, so that calls between turns wait for no more', async () => {
    let inserts = 0
    const graph = await HnswGraph.create(8)
    const insert = graph.insert.bind(graph)
    graph.insert = (vector) => {
      inserts++
      return insert(vector)
    }
    const { turns, add } = await createIndex({ createGraph: async () => graph })
    add(0, 100)
    await turns.next()
    for (let turn = 1; turn <= 100; turn++) {
      await turns.next()
      expect(inserts).toBe(turn)
    }
    expect(turns.isOver).toBe(true)
  })

  test('gives the graph up once it has shrunk to half the limit', async () => {
    const { index, turns, add } = await createIndex()
    add(0, 100)
    await turns.toTheEnd()
    index.remove(numbers(0, 50))
    await turns.toTheEnd()
    expect(index.kind).toBe('hnsw')
    index.remove([50])
    await turns.toTheEnd()
    expect(index.kind).toBe('exact')
    expect(findable(index)).toEqual(numbers(51, 100))
  })

  test('builds the graph anew once most of its nodes were removed', async () => {
    const { index, turns, add, graphs } = await createIndex()
    add(0, 120)
    await turns.toTheEnd()
    index.remove(numbers(0, 20))
    add(120, 200)
    await turns.toTheEnd()
    expect(graphs).toHaveLength(2)
    index.remove(numbers(20, 100))
    await turns.toTheEnd()
    expect(graphs).toHaveLength(2)
    index.remove([100, 101])
    await turns.toTheEnd()
    add(0, 2)
    await turns.toTheEnd()
    expect(graphs).toHaveLength(1)
    expect(index.kind).toBe('hnsw')
    expect(findable(index)).toEqual([0, 1, ...numbers(102, 200)])
  })

  test('stays exact where no graph can be made, and does not try again', async () => {
    let attempts = 0
    const createGraph = () => {
      attempts++
      return Promise.reject(new Error('no WebAssembly exceptions here'))
    }
    const { index, turns, add } = await createIndex({ createGraph })
    add(0, 150)
    await turns.toTheEnd()
    add(150, 160)
    await turns.toTheEnd()
    expect(attempts).toBe(1)
    expect(index.kind).toBe('exact')
    expect(findable(index)).toEqual(numbers(0, 160))
  })

  test('goes back to exact search when the graph fails to take an embedding', async () => {
    const graph = await HnswGraph.create(8)
    const insert = graph.insert.bind(graph)
    graph.insert = (vector) => {
      if (graph.size === 40) throw new Error('out of memory')
      return insert(vector)
    }
    const { index, turns, add } = await createIndex({ createGraph: async () => graph })
    add(0, 150)
    await turns.toTheEnd()
    expect(index.kind).toBe('exact')
    expect(findable(index)).toEqual(numbers(0, 150))
  })

  test('does nothing more once it is closed, even when a graph was being made', async () => {
    let hand = (_graph: HnswGraph) => {}
    const graph = await HnswGraph.create(8)
    const { index, turns, add } = await createIndex({ createGraph: () => new Promise((resolve) => (hand = resolve)) })
    add(0, 100)
    await turns.next()
    index.close()
    hand(graph)
    await turns.next()
    expect(turns.isOver).toBe(true)
    expect(graph.size).toBe(0)
  })

  test('moves to another arena with every embedding, in each of its states', async () => {
    for (const turnCount of [0, 40, 200]) {
      const { index, turns, add } = await createIndex()
      add(0, 120)
      for (let turn = 0; turn < turnCount; turn++) await turns.next()
      const arena = new VectorArena(8)
      index.moveTo(arena)
      expect(arena.storedRows).toBe(120)
      await turns.toTheEnd()
      expect(findable(index)).toEqual(numbers(0, 120))
    }
  })
})
