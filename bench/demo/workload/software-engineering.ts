import type { MeaningGroup } from './meaning-group.js'

export const softwareEngineering: readonly MeaningGroup[] = [
  {
    name: 'sort-ascending',
    prompts: [
      'Sort a list of integers in ascending order in Python',
      'in python, how do I sort a list of ints from smallest to largest',
      'Python: sort integers in a list, lowest first',
    ],
  },
  {
    name: 'sort-descending',
    trapOf: 'sort-ascending',
    danger: 'opposite action',
    prompts: ['Sort a list of integers in descending order in Python', 'Python: sort integers in a list, highest first'],
  },
  {
    name: 'add-null-check',
    prompts: [
      'Add a null check before the call to save()',
      'Check for null before save() is called',
      'please insert a null check in front of the save() call',
    ],
  },
  {
    name: 'remove-null-check',
    trapOf: 'add-null-check',
    danger: 'opposite action',
    prompts: ['Remove the null check before the call to save()', 'Drop the null check in front of the save() call'],
  },
  {
    name: 'json-to-csv',
    prompts: [
      'Write a script that converts JSON to CSV',
      'I need a script to turn a JSON file into a CSV file',
      'script for converting json -> csv please',
    ],
  },
  {
    name: 'csv-to-json',
    trapOf: 'json-to-csv',
    danger: 'order',
    prompts: ['Write a script that converts CSV to JSON', 'I need a script to turn a CSV file into a JSON file'],
  },
  {
    name: 'undo-commit-keep',
    prompts: [
      'Undo the last git commit but keep my changes',
      'How can I revert my most recent commit in git without losing the changes?',
      'git: undo last commit, changes should stay in the working tree',
    ],
  },
  {
    name: 'undo-commit-discard',
    trapOf: 'undo-commit-keep',
    danger: 'negation',
    prompts: [
      'Undo the last git commit and discard my changes',
      "git: undo last commit, don't keep the changes",
      'How do I throw away my most recent git commit together with its changes?',
    ],
  },
  {
    name: 'merge-feature-into-main',
    prompts: [
      'Merge the feature branch into main',
      'how do i merge my feature branch into main?',
      'The feature branch needs to be merged into main',
    ],
  },
  {
    name: 'merge-main-into-feature',
    trapOf: 'merge-feature-into-main',
    danger: 'order',
    prompts: ['Merge main into the feature branch', 'how do i bring main into my feature branch with a merge?'],
  },
  {
    name: 'node-18-upgrade',
    prompts: [
      'What breaks when I upgrade from Node 16 to Node 18?',
      'Breaking changes when moving from Node 16 to 18',
      "list what'll break going from node 16 -> node 18",
    ],
  },
  {
    name: 'node-20-upgrade',
    trapOf: 'node-18-upgrade',
    danger: 'version',
    prompts: ['What breaks when I upgrade from Node 18 to Node 20?', 'Breaking changes when moving from Node 18 to 20'],
  },
  {
    name: 'debounce',
    prompts: [
      'Explain debouncing in JavaScript',
      'What does it mean to debounce a function in JS?',
      'what is debouncing in javascript?',
    ],
  },
  {
    name: 'throttle',
    trapOf: 'debounce',
    danger: 'topic',
    prompts: [
      'Explain throttling in JavaScript',
      'What does it mean to throttle a function in JS?',
      'what is throttling in javascript?',
    ],
  },
  {
    name: 'email-regex',
    prompts: [
      'Give me a regex that matches email addresses',
      'I need a regular expression for matching an email address',
      'regex for email adresses?',
    ],
  },
  {
    name: 'phone-regex',
    trapOf: 'email-regex',
    danger: 'topic',
    prompts: ['Give me a regex that matches phone numbers', 'I need a regular expression for matching a phone number'],
  },
]
