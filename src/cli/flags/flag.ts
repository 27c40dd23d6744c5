interface Described {
  /** One line of help: what it means, without its default. */
  readonly describe: string
}

/** Present or not. */
export interface SwitchFlag extends Described {
  readonly kind: 'switch'
}

/** Any text, such as a path. */
export interface TextFlag extends Described {
  readonly kind: 'text'
  /** How help names the value, such as `FILE`. */
  readonly value: string
  readonly required?: true
  readonly default?: string
}

/** A finite number within limits. */
export interface NumberFlag extends Described {
  readonly kind: 'number'
  /** How help names the value, such as `N`. */
  readonly value: string
  readonly min: number
  readonly max: number
  /** True: fractions are refused. */
  readonly isWhole?: true
  readonly required?: true
  readonly default?: number
}

/** One of a few words. */
export interface ChoiceFlag extends Described {
  readonly kind: 'choice'
  readonly choices: readonly string[]
  readonly required?: true
  readonly default?: string
}

/** One of a few words, given without a flag in front; a command has at most one. */
export interface ArgumentFlag extends Described {
  readonly kind: 'argument'
  readonly choices: readonly string[]
  readonly default: string
}

export type Flag = SwitchFlag | TextFlag | NumberFlag | ChoiceFlag | ArgumentFlag

/** Flags by their name in code: `dbPath` is `--db-path` on the command line. */
export type Flags = Readonly<Record<string, Flag>>

type Given<F extends Flag> = F extends SwitchFlag
  ? boolean
  : F extends NumberFlag
    ? number
    : F extends ChoiceFlag | ArgumentFlag
      ? F['choices'][number]
      : string

type IsAlwaysThere<F extends Flag> = F extends SwitchFlag | { readonly required: true } | { readonly default: string | number }
  ? true
  : false

/** What a command receives: one value a flag; undefined where neither the user nor a default gives one. */
export type FlagValues<F extends Flags> = {
  readonly [Name in keyof F]: IsAlwaysThere<F[Name]> extends true ? Given<F[Name]> : Given<F[Name]> | undefined
}

/** `compareCosine` → `--compare-cosine`. */
export function flagName(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
