import { expect, test } from 'vitest'
import { builtKills } from './built-reliability.js'

/** `npm run reliability:kills -- --count 1000` does more. */
const KILLS = 30

test('processes killed while they write, open or checkpoint lose nothing acknowledged and leave a database that opens', async () => {
  const report = await builtKills.runKills(KILLS, 20_261_125)
  expect(report.violations).toEqual([])
  expect(report.kills).toBe(KILLS)
  expect(report.acknowledged).toBeGreaterThan(KILLS)
  expect(Object.keys(report.killPoints).length).toBeGreaterThan(4)
}, 300_000)
