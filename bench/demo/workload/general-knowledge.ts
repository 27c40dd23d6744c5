import type { MeaningGroup } from './meaning-group.js'

export const generalKnowledge: readonly MeaningGroup[] = [
  {
    name: 'capital-australia',
    prompts: ['What is the capital of Australia?', 'whats the capital of australia', "Name Australia's capital city"],
  },
  {
    name: 'capital-austria',
    trapOf: 'capital-australia',
    danger: 'place',
    prompts: ['What is the capital of Austria?', "Name Austria's capital city"],
  },
  {
    name: 'population-australia',
    trapOf: 'capital-australia',
    danger: 'topic',
    prompts: ['What is the population of Australia?', 'How many people live in Australia?'],
  },
  {
    name: 'boil-eggs-soft',
    prompts: [
      'How long do I boil an egg to get it soft?',
      'soft boiled egg: how many minutes?',
      'what is the cooking time for a soft-boiled egg',
    ],
  },
  {
    name: 'boil-eggs-hard',
    trapOf: 'boil-eggs-soft',
    danger: 'opposite action',
    prompts: ['How long do I boil an egg to get it hard?', 'hard boiled egg: how many minutes?'],
  },
  {
    name: 'miles-to-km',
    prompts: ['Convert 10 miles to kilometers', 'How many kilometres are 10 miles?', '10 miles in km'],
  },
  {
    name: 'km-to-miles',
    trapOf: 'miles-to-km',
    danger: 'unit',
    prompts: ['Convert 10 kilometers to miles', 'How many miles are 10 kilometres?'],
  },
  {
    name: 'vegetarian-dinner',
    prompts: [
      'Suggest a quick vegetarian dinner',
      'any idea for a fast dinner without meat?',
      'What can I cook tonight that is quick and vegetarian?',
    ],
  },
  {
    name: 'meat-dinner',
    trapOf: 'vegetarian-dinner',
    danger: 'negation',
    prompts: ['Suggest a quick dinner with meat', 'any idea for a fast dinner with meat?'],
  },
  {
    name: 'who-wrote-hamlet',
    prompts: ['Who wrote Hamlet?', 'Who is the author of Hamlet?', 'hamlet was written by whom?'],
  },
  {
    name: 'when-was-hamlet-written',
    trapOf: 'who-wrote-hamlet',
    danger: 'topic',
    prompts: ['When was Hamlet written?', 'In what year did Shakespeare write Hamlet?'],
  },
  {
    name: 'sun-earth-size',
    prompts: [
      'How many times bigger is the sun than the earth?',
      'By what factor is the sun larger than the Earth?',
      'how much larger is the sun compared with the earth',
    ],
  },
  {
    name: 'sun-earth-distance',
    trapOf: 'sun-earth-size',
    danger: 'topic',
    prompts: ['How far is the sun from the earth?', 'What is the distance between the Earth and the sun?'],
  },
  {
    name: 'photosynthesis',
    prompts: [
      'Explain photosynthesis in simple words',
      'What is photosynthesis? Keep it simple',
      'can you describe photosynthesis in an easy way',
    ],
  },
  {
    name: 'world-war-1-end',
    prompts: ['When did World War I end?', 'In which year was the First World War over?', 'what year did ww1 end'],
  },
  {
    name: 'world-war-2-end',
    trapOf: 'world-war-1-end',
    danger: 'number',
    prompts: ['When did World War II end?', 'In which year was the Second World War over?', 'what year did ww2 end'],
  },
  {
    name: 'world-war-1-start',
    trapOf: 'world-war-1-end',
    danger: 'opposite action',
    prompts: ['When did World War I start?', 'In which year did the First World War begin?'],
  },
]
