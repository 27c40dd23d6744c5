import type { MeaningGroup } from './meaning-group.js'

export const customerSupport: readonly MeaningGroup[] = [
  {
    name: 'approve-refund',
    prompts: [
      "Approve the customer's refund request",
      'please go ahead and approve the refund this customer asked for',
      'Grant the refund that the customer requested',
      "The customer's refund request should be approved",
    ],
  },
  {
    name: 'deny-refund',
    trapOf: 'approve-refund',
    danger: 'opposite action',
    prompts: [
      "Deny the customer's refund request",
      "Please reject the customer's request for a refund",
      'turn down the refund this customer asked for',
    ],
  },
  {
    name: 'refund-policy',
    prompts: [
      'How long do I have to return something for a refund?',
      "What's the deadline for returning an item and getting my money back?",
      'within how many days can i return a purchase for a refund',
    ],
  },
  {
    name: 'refund-arrival',
    trapOf: 'refund-policy',
    danger: 'topic',
    prompts: [
      'How long does it take for a refund to reach my account after a return?',
      'I sent my item back - how long until the refund shows up in my account?',
      'after returning something, when will the refund land in my account?',
    ],
  },
  {
    name: 'track-order',
    prompts: ['Where is my order right now?', 'hey, can you tell me where my order is at the moment', 'Track my order please'],
  },
  {
    name: 'cancel-order',
    prompts: [
      'I want to cancel my order',
      'pls cancel my order',
      'How do I cancel an order I placed?',
      'Cancel the order I just placed',
    ],
  },
  {
    name: 'reinstate-order',
    trapOf: 'cancel-order',
    danger: 'opposite action',
    prompts: [
      "I don't want my order cancelled any more, please reinstate it",
      'Undo the cancellation of my order',
      'can you un-cancel my order? i still want it',
    ],
  },
  {
    name: 'pause-subscription',
    prompts: [
      'Pause my subscription for a month',
      "I'd like to put my subscription on hold for one month",
      'can you freeze my subscription for a month?',
    ],
  },
  {
    name: 'pause-subscription-three-months',
    trapOf: 'pause-subscription',
    danger: 'number',
    prompts: ['Pause my subscription for three months', 'put my subscription on hold for 3 months please'],
  },
  {
    name: 'end-subscription',
    trapOf: 'pause-subscription',
    danger: 'opposite action',
    prompts: [
      'End my subscription for good',
      'I want to permanently terminate my subscription',
      'stop my subscription completely, I am not coming back',
    ],
  },
  {
    name: 'subscribe-newsletter',
    prompts: [
      'Sign me up for the newsletter',
      'Please subscribe me to your newsletter',
      'I want to start receiving your newsletter',
    ],
  },
  {
    name: 'unsubscribe-newsletter',
    trapOf: 'subscribe-newsletter',
    danger: 'opposite action',
    prompts: [
      'Unsubscribe me from the newsletter',
      'Please take me off the newsletter list',
      'I want to stop receiving your newsletter',
    ],
  },
  {
    name: 'wrong-item',
    prompts: [
      'I received the wrong item in my parcel',
      'The package you sent me has the wrong product in it',
      "hi, what came in my parcel isn't what I ordered",
    ],
  },
  {
    name: 'missing-item',
    trapOf: 'wrong-item',
    danger: 'status',
    prompts: [
      'An item is missing from my parcel',
      "One of the things I ordered wasn't in the package",
      'my parcel came but one item is missing',
    ],
  },
  {
    name: 'change-delivery-address',
    prompts: [
      'I need to change the delivery address on my order',
      'Can I update where my order gets delivered to?',
      'Please change the shipping address for my order',
    ],
  },
  {
    name: 'change-billing-address',
    trapOf: 'change-delivery-address',
    danger: 'scope',
    prompts: ['I need to change the billing address on my order', 'Please update the billing address for my order'],
  },
]
