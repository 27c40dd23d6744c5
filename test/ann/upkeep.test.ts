import { describe, expect, test } from 'vitest'
import { Upkeep } from '../../src/ann/upkeep.js'
import { TurnByTurn } from './turn-by-turn.js'

const chore = (name: string, pieces: number, done: string[]) => async () => {
  done.push(name)
  return --pieces > 0
}

describe('Upkeep', () => {
  test('does one piece a turn and takes chores in turn', async () => {
    const turns = new TurnByTurn()
    const upkeep = new Upkeep(turns.schedule)
    const done: string[] = []
    upkeep.take(chore('a', 3, done))
    upkeep.take(chore('b', 1, done))
    expect(done).toEqual([])
    await turns.next()
    expect(done).toEqual(['a'])
    await turns.toTheEnd()
    expect(done).toEqual(['a', 'b', 'a', 'a'])
  })

  test('does not double a chore that waits, and runs one again that is taken while it runs', async () => {
    const turns = new TurnByTurn()
    const upkeep = new Upkeep(turns.schedule)
    const done: string[] = []
    const again = async () => {
      done.push('again')
      if (done.length === 1) upkeep.take(again)
      return false
    }
    upkeep.take(again)
    upkeep.take(again)
    await turns.toTheEnd()
    expect(done).toEqual(['again', 'again'])
  })

  test('stops for good', async () => {
    const turns = new TurnByTurn()
    const upkeep = new Upkeep(turns.schedule)
    const done: string[] = []
    upkeep.take(chore('a', 5, done))
    await turns.next()
    upkeep.stop()
    upkeep.take(chore('b', 1, done))
    await turns.toTheEnd()
    expect(done).toEqual(['a'])
  })

  test('tells when it is idle', async () => {
    const turns = new TurnByTurn()
    const upkeep = new Upkeep(turns.schedule)
    await upkeep.idle()
    const done: string[] = []
    upkeep.take(chore('a', 2, done))
    const idle = upkeep.idle().then(() => done.push('idle'))
    await turns.toTheEnd()
    await idle
    expect(done).toEqual(['a', 'a', 'idle'])
  })
})
