import { expect, test } from 'vitest'
import { Bm25 } from '../../bench/retrieval/bm25.js'
import { measureRecall } from '../../bench/retrieval/measure-recall.js'
import { lexicalVector } from '../ann/lexical-vectors.js'
import { unit } from '../ann/vectors.js'

test('Bm25 ranks rare words over frequent ones and knows no others', () => {
  const scores = new Bm25(['cancel the order', 'renew the order', 'cancel the plan', 'renew the lease']).score(
    'cancel the lease now',
  )
  expect(scores[3]).toBeGreaterThan(scores[0]!)
  expect(scores[0]).toBeGreaterThan(scores[1]!)
  expect(new Bm25(['a b', 'c d']).score('e')).toEqual(new Float64Array(2))
})

test('measureRecall counts queries for which another prompt of their group is among the five nearest', () => {
  const words = (term: number) => lexicalVector(new Map([[term, 1]]))
  const prompts = ['ask', 'again', ...Array.from({ length: 8 }, (_, at) => `other ${at}`)]
  const encoded = prompts.map((_, at) => ({
    embedding: at === 0 ? unit(1, 0) : at === 1 ? unit(0, 1) : unit(1, at / 100),
    lexical: words(at < 2 ? 1 : 2),
  }))
  const groups = new Map([
    ['ask', 'g'],
    ['again', 'g'],
  ])
  const recall = measureRecall({ name: 'set', prompts, groups, queries: [0] }, encoded, [0, 10])
  expect(recall).toEqual({ BM25: 0, lexical: 1, encoder: 0, 'hybrid 0': 0, 'hybrid 10': 1 })
})
