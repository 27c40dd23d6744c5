import { customerSupport } from './customer-support.js'
import { dataAnalysis } from './data-analysis.js'
import { devops } from './devops.js'
import { finance } from './finance.js'
import { generalKnowledge } from './general-knowledge.js'
import { humanResources } from './human-resources.js'
import { legal } from './legal.js'
import type { MeaningGroup } from './meaning-group.js'
import { medical } from './medical.js'
import { scheduling } from './scheduling.js'
import { softwareEngineering } from './software-engineering.js'
import { travel } from './travel.js'

/** The workload by domain; to extend it, add a group to a domain's file or a domain here. */
export const groupsByDomain: Readonly<Record<string, readonly MeaningGroup[]>> = {
  'customer-support': customerSupport,
  'software-engineering': softwareEngineering,
  devops,
  scheduling,
  'data-analysis': dataAnalysis,
  medical,
  legal,
  finance,
  travel,
  'general-knowledge': generalKnowledge,
  'human-resources': humanResources,
}

/** One prompt to send, with what is known about its meaning. */
export interface WorkloadPrompt {
  /** `<domain>/<group>/<number>`, unique. */
  readonly id: string
  readonly domain: string
  readonly group: MeaningGroup
  /** `<domain>/<group>`: equal exactly where one response serves both prompts. */
  readonly meaning: string
  readonly prompt: string
}

/** Lists every prompt, domain by domain. */
export function listWorkload(): readonly WorkloadPrompt[] {
  return Object.entries(groupsByDomain).flatMap(([domain, groups]) =>
    groups.flatMap((group) => {
      const meaning = `${domain}/${group.name}`
      return group.prompts.map((prompt, index) => ({ id: `${meaning}/${index + 1}`, domain, group, meaning, prompt }))
    }),
  )
}
