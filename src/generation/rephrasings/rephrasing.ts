import type { Random } from '../../random/seeded-random.js'

/** Says a prompt in other words with the same meaning; null where the rule does not fit. */
export type Rephrasing = (prompt: string, random: Random) => string | null
