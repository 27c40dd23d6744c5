const url = new URL('../../dist/bench/reliability/kills/run-kills.js', import.meta.url)

/** The kill harness as it is built: its writers are processes of their own, with the types of its sources. */
export const builtKills = (await import(
  /* @vite-ignore */ url.href
)) as typeof import('../../bench/reliability/kills/run-kills.js')
