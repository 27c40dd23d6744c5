import { expect, test } from 'vitest'
import { HnswGraph } from '../../src/ann/hnsw-graph.js'
import { randomVectors } from './vectors.js'

const vectors = randomVectors(600, 8, 1)

test('HnswGraph numbers its nodes by insertion and grows beyond the room it was made with', async () => {
  const graph = await HnswGraph.create(8, 2)
  expect(vectors.map((vector) => graph.insert(vector))).toEqual(vectors.map((_, at) => at))
  expect(graph.size).toBe(600)
  expect(graph.search(vectors[321]!, 1)).toEqual([321])
})

test('HnswGraph finds nothing while it is empty and at most what it has', async () => {
  const graph = await HnswGraph.create(8)
  expect(graph.search(vectors[0]!, 5)).toEqual([])
  graph.insert(vectors[0]!)
  expect(graph.search(vectors[0]!, 5)).toEqual([0])
  expect(graph.search(vectors[0]!, 0)).toEqual([])
})

test('HnswGraph weighs as many candidates as are asked for, after loading too', async () => {
  const graph = await HnswGraph.create(8)
  for (const vector of vectors) graph.insert(vector)
  const loaded = await HnswGraph.load(8, graph.save(), 600)
  expect(loaded.size).toBe(600)
  for (const each of [graph, loaded]) {
    expect(new Set(each.search(vectors[5]!, 600)).size).toBe(600)
    expect(each.search(vectors[5]!, 300).slice(0, 40)).toEqual(each.search(vectors[5]!, 600).slice(0, 40))
  }
})

test('HnswGraph goes on after loading as it would have before', async () => {
  const [graph, other] = [await HnswGraph.create(8), await HnswGraph.create(8)]
  for (const vector of vectors.slice(0, 500)) graph.insert(vector)
  const loaded = await HnswGraph.load(8, graph.save(), 500)
  for (const vector of vectors.slice(500)) expect(loaded.insert(vector)).toBe(graph.insert(vector))
  expect(loaded.search(vectors[550]!, 1)).toEqual([550])
  expect(other.size).toBe(0)
})

test('HnswGraph gives failures of the library in words of ours', async () => {
  const refused = { code: 'SMARTMEMO_VECTOR_INDEX' }
  await expect(HnswGraph.create(8, 2 ** 31)).rejects.toMatchObject(refused)
  await expect(HnswGraph.load(8, new Uint8Array(100), 5)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/^Cannot load an HNSW index: .*corrupted/),
  })
  await expect(HnswGraph.load(8, new Uint8Array(0), 5)).rejects.toMatchObject(refused)
})
