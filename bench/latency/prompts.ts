const ACTIONS = ['Cancel', 'Renew', 'Summarise', 'Translate', 'Explain', 'Review', 'Update', 'Export', 'Schedule', 'Archive']
const OBJECTS = [
  'the annual subscription',
  'the refund policy',
  'the quarterly sales report',
  'the database migration plan',
  'the onboarding checklist',
  'the incident timeline',
  'the travel itinerary',
  'the insurance claim',
  'the payroll summary',
  'the release notes',
]
const OWNERS = ['Ana', 'Bruno', 'Chidi', 'Dana', 'Emre', 'Farah', 'Goran', 'Hana', 'Ivan', 'Jun']
const WRAPPERS = [
  (prompt: string) => `Please ${lowerFirst(prompt)}`,
  (prompt: string) => `Could you ${lowerFirst(prompt)}?`,
  (prompt: string) => `I need you to ${lowerFirst(prompt)}.`,
  (prompt: string) => `${prompt}, thanks`,
]

/** Different prompts in a fixed order, up to a million: action × object × owner × case number. */
export function makePrompts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const action = ACTIONS[index % 10]
    const object = OBJECTS[Math.floor(index / 10) % 10]
    const owner = OWNERS[Math.floor(index / 100) % 10]
    return `${action} ${object} for ${owner}, case ${1000 + Math.floor(index / 1000)}`
  })
}

/** Asks the same in other words: the exact tier does not find it. */
export function rephrase(prompt: string, index: number): string {
  return WRAPPERS[index % WRAPPERS.length]!(prompt)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
