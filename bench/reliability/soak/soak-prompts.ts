import { pick, type Random } from '../../../src/random/seeded-random.js'

/** Orders that are asked about: several times as many prompts as a cache may hold. */
const ORDERS = 4000

const ACTIONS = ['approve', 'deny', 'track', 'cancel'] as const
const SCOPES = ['alice', 'bob', undefined] as const

/** Something asked, in one of its wordings. */
export interface Question {
  readonly prompt: string
  readonly scope: string | undefined
  /** The one right response: it says who asked for what. */
  readonly response: string
  readonly tag: string
}

/** Wordings of one meaning; the first is asked most. */
const WORDINGS = [
  (action: string, order: number) => `${action} the refund for order ${order}`,
  (action: string, order: number) => `Please ${action} the refund for order ${order}`,
  (action: string, order: number) => `${action} order ${order}'s refund`,
]

/** A random question; low order numbers come far more often than high ones. */
export function askAbout(random: Random): Question {
  const order = 1000 + Math.floor(ORDERS * random.share() ** 3)
  const action = pick(ACTIONS, random)
  const scope = pick(SCOPES, random)
  const wording = random.share() < 0.7 ? WORDINGS[0]! : pick(WORDINGS, random)
  const response = `${scope ?? 'nobody'}: ${action} ${order}. ${'A response has some length. '.repeat(8)}`
  return { prompt: wording(action, order), scope, response, tag: `order-${order}` }
}
