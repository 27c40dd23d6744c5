import { describe, expect, it } from 'vitest'
import { shuffle } from '../../bench/demo/workload/shuffle.js'
import { groupsByDomain, listWorkload } from '../../bench/demo/workload/workload.js'

const workload = listWorkload()

describe('demo workload', () => {
  it('holds a few hundred prompts over at least nine domains', () => {
    expect(workload.length).toBeGreaterThanOrEqual(300)
    expect(Object.keys(groupsByDomain).length).toBeGreaterThanOrEqual(9)
  })

  it('gives every prompt, group and id once', () => {
    const normalise = (prompt: string) => prompt.toLowerCase().replace(/\s+/g, ' ').trim()
    expect(new Set(workload.map(({ prompt }) => normalise(prompt))).size).toBe(workload.length)
    expect(new Set(workload.map(({ id }) => id)).size).toBe(workload.length)
    for (const groups of Object.values(groupsByDomain)) {
      expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length)
    }
  })

  it('has two to four prompts a group', () => {
    for (const { name, prompts } of Object.values(groupsByDomain).flat()) {
      expect(prompts.length, name).toBeGreaterThanOrEqual(2)
      expect(prompts.length, name).toBeLessThanOrEqual(4)
    }
  })

  it('names for every trap a group of its domain and what tells them apart', () => {
    for (const groups of Object.values(groupsByDomain)) {
      const names = new Set(groups.map(({ name }) => name))
      for (const { name, trapOf, danger } of groups) {
        expect(trapOf === undefined || (trapOf !== name && names.has(trapOf)), name).toBe(true)
        expect(danger === undefined, name).toBe(trapOf === undefined)
      }
    }
  })

  it('sets a trap in every domain', () => {
    for (const [domain, groups] of Object.entries(groupsByDomain)) {
      expect(groups.filter(({ trapOf }) => trapOf).length, domain).toBeGreaterThanOrEqual(4)
    }
  })
})

describe('shuffle', () => {
  it('keeps every item and depends on the seed alone', () => {
    const items = Array.from({ length: 100 }, (_, index) => index)
    expect(shuffle(items, 4)).toEqual(shuffle(items, 4))
    expect(shuffle(items, 4)).not.toEqual(shuffle(items, 5))
    expect(shuffle(items, 0).sort((a, b) => a - b)).toEqual(items)
  })
})
