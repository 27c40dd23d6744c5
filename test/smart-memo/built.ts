const url = new URL('../../dist/src/index.js', import.meta.url)

/** What ships, with the types of its sources. */
export const built = (await import(/* @vite-ignore */ url.href)) as typeof import('../../src/index.js')
