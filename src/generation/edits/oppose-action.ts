import { pick } from '../../random/seeded-random.js'
import { replaceMatch, type PromptEdit } from './prompt-edit.js'

/** Words that ask for opposite things, both ways; a row may name several opposites of its first. */
const OPPOSITES = `
add|remove|delete
accept|decline|reject
allow|forbid|block
approve|deny|reject
activate|deactivate
attach|detach
buy|sell
raise|lower
increase|decrease|reduce
include|exclude|leave out
enable|disable
open|close
start|stop
merge|split
show|hide
lock|unlock
install|uninstall
encrypt|decrypt
grow|shrink
lend|borrow
send|receive
deposit|withdraw
keep|discard
grant|revoke
save|spend
import|export
upgrade|downgrade
compress|decompress
subscribe|unsubscribe
shorten|lengthen
expand|collapse
cause|prevent
connect|disconnect
confirm|cancel
renew|terminate
gain|lose
rise|fall
best|worst
highest|lowest
more|less
largest|smallest
cheapest|most expensive
public|private
ascending|descending
hot|cold
cooled|warmed
`
const OTHERS = new Map<string, Set<string>>()
for (const row of OPPOSITES.trim().split('\n')) {
  const [first, ...others] = row.split('|')
  for (const other of others) {
    OTHERS.set(first!, (OTHERS.get(first!) ?? new Set()).add(other))
    OTHERS.set(other, (OTHERS.get(other) ?? new Set()).add(first!))
  }
}
const ANY_ACTION = new RegExp(String.raw`\b(?:${[...OTHERS.keys()].join('|')})\b`, 'gi')

/** Asks for the opposite: add → remove, increase → reduce, safe → dangerous. */
export const opposeAction: PromptEdit = {
  kind: 'opposite-action',
  apply(prompt, random) {
    const found = [...prompt.matchAll(ANY_ACTION)]
    if (found.length === 0) return null
    const match = found[0]!
    return replaceMatch(prompt, match, pick([...OTHERS.get(match[0].toLowerCase())!], random))
  },
}
