import type { MeaningGroup } from './meaning-group.js'

export const dataAnalysis: readonly MeaningGroup[] = [
  {
    name: 'revenue-by-region-2023',
    prompts: ['Show revenue by region for 2023', 'What was the revenue per region in 2023?', 'break 2023 revenue down by region'],
  },
  {
    name: 'revenue-by-region-2022',
    trapOf: 'revenue-by-region-2023',
    danger: 'date',
    prompts: ['Show revenue by region for 2022', 'What was the revenue per region in 2022?'],
  },
  {
    name: 'revenue-by-product-2023',
    trapOf: 'revenue-by-region-2023',
    danger: 'scope',
    prompts: ['Show revenue by product for 2023', 'break 2023 revenue down by product'],
  },
  {
    name: 'top-ten-customers',
    prompts: [
      'List the ten customers with the highest spend',
      'Who are our top 10 customers by spending?',
      'top 10 customers by spend pls',
    ],
  },
  {
    name: 'bottom-ten-customers',
    trapOf: 'top-ten-customers',
    danger: 'opposite action',
    prompts: ['List the ten customers with the lowest spend', 'Who are our bottom 10 customers by spending?'],
  },
  {
    name: 'inner-join',
    prompts: ['What does an inner join do?', 'Explain inner joins in SQL', 'sql inner join - what is it?'],
  },
  {
    name: 'outer-join',
    trapOf: 'inner-join',
    danger: 'topic',
    prompts: ['What does an outer join do?', 'Explain outer joins in SQL'],
  },
  {
    name: 'rows-with-null-email',
    prompts: [
      'Find the users whose email is null',
      'select all users that have no email',
      'Which users are missing an email address?',
    ],
  },
  {
    name: 'rows-without-null-email',
    trapOf: 'rows-with-null-email',
    danger: 'negation',
    prompts: [
      'Find the users whose email is not null',
      'select all users that have an email',
      'Which users have an email address on file?',
    ],
  },
  {
    name: 'drop-missing',
    prompts: [
      'Drop the rows with missing values in pandas',
      'pandas: remove rows containing NaN',
      'how do you delete rows that have missing values from a pandas dataframe',
    ],
  },
  {
    name: 'fill-missing',
    trapOf: 'drop-missing',
    danger: 'opposite action',
    prompts: ['Fill in the missing values of a pandas dataframe', 'pandas: replace NaN values with something else'],
  },
  {
    name: 'conversion-mobile-over-desktop',
    prompts: [
      'Is our conversion rate higher on mobile than on desktop?',
      'Do we convert better on mobile than on desktop?',
      'tell me whether the mobile conversion rate beats the desktop one',
    ],
  },
  {
    name: 'traffic-mobile-over-desktop',
    trapOf: 'conversion-mobile-over-desktop',
    danger: 'topic',
    prompts: ['Is our traffic higher on mobile than on desktop?', 'Do we get more visits on mobile than on desktop?'],
  },
  {
    name: 'p95-latency',
    prompts: [
      'Compute the 95th percentile of response times',
      "What's the p95 response time?",
      'calculate p95 for the response times',
    ],
  },
  {
    name: 'p99-latency',
    trapOf: 'p95-latency',
    danger: 'number',
    prompts: ['Compute the 99th percentile of response times', "What's the p99 response time?"],
  },
]
