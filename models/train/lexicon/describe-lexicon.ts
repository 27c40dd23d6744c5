import type { ModelCard } from '../../../src/model-files/model-card.js'
import type { LexiconHeader } from '../../../src/text/lexicon-file.js'
import type { Relations } from './collect-relations.js'

/** Makes the card of a lexicon with this hash and content. */
export function describeLexicon(sha256: string, header: LexiconHeader, relations: Relations): ModelCard {
  return {
    formatVersion: 1,
    name: 'smartmemo-lexicon',
    version: '1',
    kind: 'lexicon',
    files: { 'lexicon.gz': sha256 },
    dataSets: [
      { name: 'Open English WordNet', licence: 'CC BY 4.0', source: 'https://github.com/globalwordnet/english-wordnet' },
      { name: 'Counter-fitting constraints', licence: 'Apache-2.0', source: 'https://github.com/nmrksic/counter-fitting' },
      { name: 'PPDB 1.0 lexical, XXXL', licence: 'CC BY 3.0', source: 'http://paraphrase.org' },
      { name: 'SmartMemo word lists', licence: 'MIT', source: 'models/train/lexicon/lists' },
      {
        name: 'Word frequencies of the training prompts and corpus',
        licence: 'facts, see the classifier and encoder cards',
        source: 'models/train',
      },
    ],
    metrics: {
      content: {
        count: header.words.split(' ').length,
        relations: relations.size,
        phrases: Object.keys(header.phrases).length,
        categories: header.categories.length,
        polarWords: header.polarity.minus.length + header.polarity.plus.length,
      },
    },
    intendedUse:
      'Base forms, inverse document frequencies and relations of English words, for retrieval and for comparing two prompts',
    limits: 'English only; relations are between words, not senses, so a few hold only in some contexts',
  }
}
