import type { MeaningGroup } from './meaning-group.js'

export const medical: readonly MeaningGroup[] = [
  {
    name: 'ibuprofen-400',
    prompts: [
      'Is it safe to take 400 mg of ibuprofen?',
      'can I safely take ibuprofen 400mg',
      'Would a 400 mg dose of ibuprofen be safe for me?',
    ],
  },
  {
    name: 'ibuprofen-4000',
    trapOf: 'ibuprofen-400',
    danger: 'dose',
    prompts: ['Is it safe to take 4000 mg of ibuprofen?', 'can I safely take ibuprofen 4000mg'],
  },
  {
    name: 'paracetamol-400',
    trapOf: 'ibuprofen-400',
    danger: 'name',
    prompts: ['Is it safe to take 400 mg of paracetamol?', 'can I safely take paracetamol 400mg'],
  },
  {
    name: 'high-blood-pressure',
    prompts: [
      'What should I do about high blood pressure?',
      'my blood pressure is too high, what can I do?',
      'How do I deal with hypertension?',
    ],
  },
  {
    name: 'low-blood-pressure',
    trapOf: 'high-blood-pressure',
    danger: 'opposite action',
    prompts: [
      'What should I do about low blood pressure?',
      'my blood pressure is too low, what can I do?',
      'How do I deal with hypotension?',
    ],
  },
  {
    name: 'start-antibiotics',
    prompts: [
      'Start the patient on amoxicillin',
      'Put this patient on amoxicillin',
      'the patient should begin taking amoxicillin',
    ],
  },
  {
    name: 'stop-antibiotics',
    trapOf: 'start-antibiotics',
    danger: 'opposite action',
    prompts: [
      'Stop the patient from taking amoxicillin',
      'Take this patient off amoxicillin',
      'the patient should discontinue amoxicillin',
    ],
  },
  {
    name: 'flu-symptoms',
    prompts: ['What are the symptoms of the flu?', 'how can I tell that I have the flu', 'Which symptoms does influenza cause?'],
  },
  {
    name: 'flu-treatment',
    trapOf: 'flu-symptoms',
    danger: 'topic',
    prompts: ['What are the treatments for the flu?', 'how is influenza treated', 'Which treatment works against the flu?'],
  },
  {
    name: 'adult-fever',
    prompts: ['When should an adult see a doctor for a fever?', 'at what point does a fever in an adult need a doctor?'],
  },
  {
    name: 'infant-fever',
    trapOf: 'adult-fever',
    danger: 'scope',
    prompts: [
      'When should a baby see a doctor for a fever?',
      'at what point does a fever in an infant need a doctor?',
      'My newborn has a fever - when do we need to go to the doctor?',
    ],
  },
  {
    name: 'metformin-twice',
    prompts: ['Take metformin twice a day', 'metformin is to be taken two times daily', 'Metformin, 2x daily'],
  },
  {
    name: 'metformin-once',
    trapOf: 'metformin-twice',
    danger: 'dose',
    prompts: ['Take metformin once a day', 'metformin is to be taken one time daily'],
  },
  {
    name: 'allergic-to-penicillin',
    prompts: [
      'The patient is allergic to penicillin',
      'This patient has a penicillin allergy',
      'pt has known allergy to penicillin',
    ],
  },
  {
    name: 'not-allergic-to-penicillin',
    trapOf: 'allergic-to-penicillin',
    danger: 'negation',
    prompts: ['The patient is not allergic to penicillin', 'This patient has no penicillin allergy'],
  },
  {
    name: 'vaccine-in-pregnancy',
    prompts: [
      'Can I get the flu shot while pregnant?',
      "I'm pregnant, is it okay to get a flu vaccine?",
      'flu jab during pregnancy - is it allowed?',
    ],
  },
  {
    name: 'vaccine-while-breastfeeding',
    trapOf: 'vaccine-in-pregnancy',
    danger: 'condition',
    prompts: ['Can I get the flu shot while breastfeeding?', "I'm breastfeeding, is it okay to get a flu vaccine?"],
  },
]
