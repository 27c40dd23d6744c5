/** Words that carry grammar rather than topic; they weigh little in retrieval and coverage. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the to of in on for is be am are was were i me my you your it this that these those with from at by as do does did and or so ' +
    'just there here will would shall should can could may might must have has had having if then than but not no please ? % $ what how why ' +
    'when where which who whom whose we us our they them their he she his her him its let being been about into some any very really also'
  ).split(' '),
)
