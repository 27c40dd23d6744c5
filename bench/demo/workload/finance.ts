import type { MeaningGroup } from './meaning-group.js'

export const finance: readonly MeaningGroup[] = [
  {
    name: 'transfer-savings-to-checking',
    prompts: [
      'Transfer $500 from savings to checking',
      'move 500 dollars from my savings account to my checking account',
      'Please send $500 from savings over to checking',
    ],
  },
  {
    name: 'transfer-checking-to-savings',
    trapOf: 'transfer-savings-to-checking',
    danger: 'order',
    prompts: ['Transfer $500 from checking to savings', 'move 500 dollars from my checking account to my savings account'],
  },
  {
    name: 'transfer-5000',
    trapOf: 'transfer-savings-to-checking',
    danger: 'number',
    prompts: ['Transfer $5,000 from savings to checking', 'move 5000 dollars from my savings account to my checking account'],
  },
  {
    name: 'transfer-500-euros',
    trapOf: 'transfer-savings-to-checking',
    danger: 'unit',
    prompts: ['Transfer €500 from savings to checking', 'move 500 euros from my savings account to my checking account'],
  },
  {
    name: 'buy-shares',
    prompts: ['Buy 20 shares of Contoso', 'purchase twenty Contoso shares', "I'd like to buy 20 Contoso shares please"],
  },
  {
    name: 'sell-shares',
    trapOf: 'buy-shares',
    danger: 'opposite action',
    prompts: [
      'Sell 20 shares of Contoso',
      'dispose of twenty Contoso shares by selling them',
      "I'd like to sell 20 Contoso shares please",
    ],
  },
  {
    name: 'block-card',
    prompts: ['Block my debit card', 'please freeze my debit card right away', 'I need my debit card blocked'],
  },
  {
    name: 'unblock-card',
    trapOf: 'block-card',
    danger: 'opposite action',
    prompts: ['Unblock my debit card', 'please unfreeze my debit card right away', 'I need the block on my debit card lifted'],
  },
  {
    name: 'block-credit-card',
    trapOf: 'block-card',
    danger: 'account',
    prompts: ['Block my credit card', 'please freeze my credit card right away'],
  },
  {
    name: 'pay-invoice-4471',
    prompts: ['Pay invoice 4471', 'please settle invoice no. 4471', 'Invoice 4471 should be paid'],
  },
  {
    name: 'pay-invoice-4417',
    trapOf: 'pay-invoice-4471',
    danger: 'number',
    prompts: ['Pay invoice 4417', 'please settle invoice no. 4417'],
  },
  {
    name: 'increase-limit',
    prompts: [
      'Raise my credit limit to 3000',
      'increase my credit limit, it should be 3,000',
      'can my credit limit be raised to 3000?',
    ],
  },
  {
    name: 'decrease-limit',
    trapOf: 'increase-limit',
    danger: 'opposite action',
    prompts: ['Lower my credit limit to 3000', 'reduce my credit limit, it should be 3,000'],
  },
  {
    name: 'why-declined',
    prompts: [
      'Why was my card payment declined?',
      "My card got declined, what's the reason?",
      'why did my payment by card not go through',
    ],
  },
  {
    name: 'apr-meaning',
    prompts: ['What does APR mean?', 'what is an annual percentage rate?', 'Explain APR to me'],
  },
  {
    name: 'apy-meaning',
    trapOf: 'apr-meaning',
    danger: 'topic',
    prompts: ['What does APY mean?', 'what is an annual percentage yield?', 'Explain APY to me'],
  },
]
