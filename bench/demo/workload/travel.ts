import type { MeaningGroup } from './meaning-group.js'

export const travel: readonly MeaningGroup[] = [
  {
    name: 'flights-london-to-paris',
    prompts: [
      'Find flights from London to Paris',
      'show me flights London -> Paris',
      'I need to fly to Paris from London, what flights are there?',
    ],
  },
  {
    name: 'flights-paris-to-london',
    trapOf: 'flights-london-to-paris',
    danger: 'order',
    prompts: ['Find flights from Paris to London', 'I need to fly to London from Paris, what flights are there?'],
  },
  {
    name: 'trains-london-to-paris',
    trapOf: 'flights-london-to-paris',
    danger: 'topic',
    prompts: ['Find trains from London to Paris', 'show me trains London -> Paris'],
  },
  {
    name: 'hotel-rome-two',
    prompts: [
      'Book a hotel in Rome for two people',
      'I need a hotel room in Rome for 2',
      'get a hotel in Rome, there are two of us',
    ],
  },
  {
    name: 'hotel-milan-two',
    trapOf: 'hotel-rome-two',
    danger: 'place',
    prompts: ['Book a hotel in Milan for two people', 'I need a hotel room in Milan for 2'],
  },
  {
    name: 'hotel-rome-four',
    trapOf: 'hotel-rome-two',
    danger: 'number',
    prompts: ['Book a hotel in Rome for four people', 'I need a hotel room in Rome for 4'],
  },
  {
    name: 'check-in',
    prompts: [
      'How do I check in for my flight online?',
      'online check in for a flight, how does it work?',
      'I want to check in online for my flight',
    ],
  },
  {
    name: 'check-out',
    trapOf: 'check-in',
    danger: 'opposite action',
    prompts: ['How do I check out of my hotel online?', 'I want to check out online from my hotel'],
  },
  {
    name: 'visa-japan',
    prompts: ['Do I need a visa to visit Japan?', 'is a visa required for a trip to Japan', 'visa needed for japan?'],
  },
  {
    name: 'visa-china',
    trapOf: 'visa-japan',
    danger: 'place',
    prompts: ['Do I need a visa to visit China?', 'is a visa required for a trip to China'],
  },
  {
    name: 'liquids-cabin',
    prompts: [
      'How much liquid may I take in my carry-on bag?',
      "What's the liquid limit for hand luggage?",
      'how many ml of liquids can I bring in cabin baggage',
    ],
  },
  {
    name: 'liquids-checked',
    trapOf: 'liquids-cabin',
    danger: 'scope',
    prompts: ['How much liquid may I take in my checked bag?', "What's the liquid limit for checked luggage?"],
  },
  {
    name: 'window-seat',
    prompts: [
      'Change my seat to a window seat',
      'I would like to swap my seat for one by the window',
      'can you move me to a window seat?',
    ],
  },
  {
    name: 'aisle-seat',
    trapOf: 'window-seat',
    danger: 'place',
    prompts: ['Change my seat to an aisle seat', 'can you move me to an aisle seat?'],
  },
  {
    name: 'weather-lisbon-may',
    prompts: [
      'What is the weather like in Lisbon in May?',
      "how's the weather in lisbon in may",
      'May in Lisbon: what weather can I expect?',
    ],
  },
  {
    name: 'weather-lisbon-march',
    trapOf: 'weather-lisbon-may',
    danger: 'date',
    prompts: ['What is the weather like in Lisbon in March?', "how's the weather in lisbon in march"],
  },
]
