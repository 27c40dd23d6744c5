/** Words whose number counts versions or parts, dot by dot: 3.10 is not 3.1 there. */
export const VERSIONED_WORDS: ReadonlySet<string> = new Set(
  (
    'version release section chapter article clause figure python node nodejs node.js java php ruby go golang django flask rails laravel spring ubuntu ' +
    'debian postgres postgresql mysql redis kubernetes k8s react angular vue next.js swift kotlin rust scala ios android macos windows numpy pandas ' +
    'tensorflow pytorch typescript npm gpt claude llama gemini tls http utf sha openssl cuda'
  ).split(' '),
)

/** A name and the version glued to it, or null: `python3.11` → python, 3.11; `v2` → version, 2. */
export function splitVersion(word: string): { readonly name: string; readonly version: string } | null {
  const match = /^([a-z]{1,12})(\d[\d.]*)$/.exec(word)
  if (match === null) return null
  const name = match[1] === 'v' || match[1] === 'ver' ? 'version' : match[1]!
  return VERSIONED_WORDS.has(name) ? { name, version: match[2]! } : null
}
