import type { MeaningGroup } from './meaning-group.js'

export const humanResources: readonly MeaningGroup[] = [
  {
    name: 'approve-leave',
    prompts: [
      "Approve Daniel's leave request",
      'please sign off on the leave Daniel asked for',
      "Daniel's time off request is fine, approve it",
    ],
  },
  {
    name: 'decline-leave',
    trapOf: 'approve-leave',
    danger: 'opposite action',
    prompts: ["Decline Daniel's leave request", "Daniel's time off request isn't possible, decline it"],
  },
  {
    name: 'approve-leave-danielle',
    trapOf: 'approve-leave',
    danger: 'name',
    prompts: ["Approve Danielle's leave request", 'please sign off on the leave Danielle asked for'],
  },
  {
    name: 'vacation-days-left',
    prompts: [
      'How many vacation days do I have left?',
      'whats my remaining vacation balance',
      'Show me how much holiday I still have',
    ],
  },
  {
    name: 'vacation-days-taken',
    trapOf: 'vacation-days-left',
    danger: 'status',
    prompts: ['How many vacation days have I taken?', 'Show me how much holiday I already used'],
  },
  {
    name: 'hire-candidate',
    prompts: [
      'Write to Ms Okafor that we are offering her the job',
      'draft a mail to Ms Okafor: she gets the job offer',
      'Let Ms Okafor know by email that the job is hers',
    ],
  },
  {
    name: 'reject-candidate',
    trapOf: 'hire-candidate',
    danger: 'negation',
    prompts: [
      'Write to Ms Okafor that we are not offering her the job',
      'draft a mail to Ms Okafor: she does not get a job offer',
    ],
  },
  {
    name: 'raise-for-engineers',
    prompts: [
      'Give every engineer a 3% raise',
      'All engineers get a raise of 3 percent',
      'raise the salary of all engineers by three percent',
    ],
  },
  {
    name: 'raise-for-senior-engineers',
    trapOf: 'raise-for-engineers',
    danger: 'scope',
    prompts: ['Give every senior engineer a 3% raise', 'All senior engineers get a raise of 3 percent'],
  },
  {
    name: 'remote-work-allowed',
    prompts: [
      'Can I work from home on Fridays?',
      'is home office on a Friday allowed?',
      'Am I permitted to work remotely on Fridays?',
    ],
  },
  {
    name: 'remote-work-abroad',
    trapOf: 'remote-work-allowed',
    danger: 'place',
    prompts: ['Can I work from abroad on Fridays?', 'Am I permitted to work from another country on Fridays?'],
  },
  {
    name: 'sick-pay-in-probation',
    prompts: [
      'Do I get sick pay during probation?',
      'is there sick pay while I am still on probation',
      'Sick pay in the probation period: yes or no?',
    ],
  },
  {
    name: 'sick-pay-after-probation',
    trapOf: 'sick-pay-in-probation',
    danger: 'condition',
    prompts: ['Do I get sick pay after probation?', 'is there sick pay once my probation is over'],
  },
  {
    name: 'report-manager',
    prompts: [
      'How does an employee file a complaint about a manager?',
      'I want to complain about my manager, how do I file that?',
      'steps for filing a complaint against your manager',
    ],
  },
  {
    name: 'report-employee',
    trapOf: 'report-manager',
    danger: 'order',
    prompts: [
      'How does a manager file a complaint about an employee?',
      'As a manager, how do I file a complaint against one of my employees?',
    ],
  },
]
