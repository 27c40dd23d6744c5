import type { Command } from './command.js'

/** A command as the list of commands shows it; its code is loaded when it is called. */
export interface CommandEntry {
  readonly name: string
  /** One line, as an imperative. */
  readonly summary: string
  readonly load: () => Promise<Command>
}

/** Every command, in the order of `smartmemo --help`. A new one is a file under `commands/` and an entry here. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'stats',
    summary: 'Show what a cache holds and what it saved',
    load: async () => (await import('./commands/stats.js')).stats,
  },
  {
    name: 'inspect',
    summary: 'List entries, lookups and near misses',
    load: async () => (await import('./commands/inspect.js')).inspect,
  },
  {
    name: 'import',
    summary: 'Fill a cache from a file of prompts and responses',
    load: async () => (await import('./commands/import.js')).importEntries,
  },
  {
    name: 'forget',
    summary: 'Remove entries, and the lookups and feedback about them',
    load: async () => (await import('./commands/forget.js')).forget,
  },
  {
    name: 'export-feedback',
    summary: 'Write feedback as labelled pairs',
    load: async () => (await import('./commands/export-feedback.js')).exportFeedback,
  },
  {
    name: 'generate-pairs',
    summary: 'Make labelled pairs from templates and prompts',
    load: async () => (await import('./commands/generate-pairs.js')).generatePairsCommand,
  },
  {
    name: 'train-classifier',
    summary: 'Train a classifier on labelled pairs',
    load: async () => (await import('./commands/train-classifier.js')).trainClassifierCommand,
  },
  {
    name: 'retrain',
    summary: 'Learn from feedback, and promote what passes the gates',
    load: async () => (await import('./commands/retrain.js')).retrainCommand,
  },
  {
    name: 'rollback',
    summary: 'Put the classifier before the last promotion back into use',
    load: async () => (await import('./commands/rollback.js')).rollback,
  },
  {
    name: 'eval-classifier',
    summary: 'Count what a classifier reuses rightly and wrongly on labelled pairs',
    load: async () => (await import('./commands/eval-classifier.js')).evalClassifier,
  },
  {
    name: 'doctor',
    summary: 'Check the installation, and the state of a database',
    load: async () => (await import('./commands/doctor.js')).doctor,
  },
]
