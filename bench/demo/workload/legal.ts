import type { MeaningGroup } from './meaning-group.js'

export const legal: readonly MeaningGroup[] = [
  {
    name: 'landlord-may-enter',
    prompts: [
      'Can my landlord enter my apartment without notice?',
      'is my landlord allowed to come into my flat without telling me first',
      'may a landlord go into a rented apartment unannounced?',
    ],
  },
  {
    name: 'landlord-may-evict',
    trapOf: 'landlord-may-enter',
    danger: 'topic',
    prompts: [
      'Can my landlord evict me without notice?',
      'is my landlord allowed to throw me out of my flat without telling me first',
    ],
  },
  {
    name: 'tenant-sues-landlord',
    prompts: [
      'Can a tenant sue the landlord over the deposit?',
      'May a renter take the landlord to court about the deposit?',
      'is it possible for a tenant to sue their landlord for the deposit',
    ],
  },
  {
    name: 'landlord-sues-tenant',
    trapOf: 'tenant-sues-landlord',
    danger: 'order',
    prompts: ['Can a landlord sue the tenant over the deposit?', 'May the landlord take a renter to court about the deposit?'],
  },
  {
    name: 'sign-nda',
    prompts: [
      'Draft an email saying that we will sign the NDA',
      'write a mail telling them we are going to sign the NDA',
      'Please compose an e-mail confirming we will sign the non-disclosure agreement',
    ],
  },
  {
    name: 'not-sign-nda',
    trapOf: 'sign-nda',
    danger: 'negation',
    prompts: ['Draft an email saying that we will not sign the NDA', "write a mail telling them we aren't going to sign the NDA"],
  },
  {
    name: 'notice-period-tenant',
    prompts: [
      'How much notice do I have to give before moving out?',
      "What's my notice period if I want to leave my rental?",
      'i want to move out - how far ahead must I give notice?',
    ],
  },
  {
    name: 'notice-period-job',
    trapOf: 'notice-period-tenant',
    danger: 'topic',
    prompts: ['How much notice do I have to give before quitting my job?', "What's my notice period if I want to leave my job?"],
  },
  {
    name: 'trademark-meaning',
    prompts: [
      'What is a trademark?',
      'Explain what a trademark is',
      'trademark - what does that mean exactly?',
      'Define trademark',
    ],
  },
  {
    name: 'patent-meaning',
    trapOf: 'trademark-meaning',
    danger: 'topic',
    prompts: ['What is a patent?', 'Explain what a patent is', 'Define patent'],
  },
  {
    name: 'accept-settlement',
    prompts: [
      'Tell opposing counsel that our client accepts the settlement',
      'inform the other side that our client agrees to the settlement',
      'Let opposing counsel know: our client is accepting the settlement',
    ],
  },
  {
    name: 'reject-settlement',
    trapOf: 'accept-settlement',
    danger: 'opposite action',
    prompts: [
      'Tell opposing counsel that our client rejects the settlement',
      'inform the other side that our client refuses the settlement',
    ],
  },
  {
    name: 'clause-12-summary',
    prompts: [
      'Summarise clause 12 of the supply contract',
      'give me a summary of clause 12 in the supply contract',
      'What does clause 12 of the supply contract say, in short?',
    ],
  },
  {
    name: 'clause-21-summary',
    trapOf: 'clause-12-summary',
    danger: 'number',
    prompts: ['Summarise clause 21 of the supply contract', 'give me a summary of clause 21 in the supply contract'],
  },
  {
    name: 'will-needs-witnesses',
    prompts: [
      'Does a will have to be signed in front of witnesses?',
      'must I have witnesses when I sign my will?',
      'Are witnesses needed for the signing of a will?',
    ],
  },
]
