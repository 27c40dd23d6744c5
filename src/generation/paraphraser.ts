/** Says a prompt in other words. One call at a time. */
export interface Paraphraser {
  /** At most `count` different texts that mean the same as `prompt`; fewer where it finds no more. */
  paraphrase(prompt: string, count: number): Promise<readonly string[]>
}
