import type { MeaningGroup } from './meaning-group.js'

export const scheduling: readonly MeaningGroup[] = [
  {
    name: 'book-room-tuesday',
    prompts: [
      'Book the large meeting room for Tuesday at 10',
      'reserve the big conference room tuesday 10am',
      'Can you get us the large meeting room on Tuesday at ten in the morning?',
    ],
  },
  {
    name: 'book-room-thursday',
    trapOf: 'book-room-tuesday',
    danger: 'date',
    prompts: ['Book the large meeting room for Thursday at 10', 'reserve the big conference room thursday 10am'],
  },
  {
    name: 'cancel-room-tuesday',
    trapOf: 'book-room-tuesday',
    danger: 'opposite action',
    prompts: ['Cancel the large meeting room for Tuesday at 10', 'release the big conference room booking tuesday 10am'],
  },
  {
    name: 'move-standup-earlier',
    prompts: [
      'Move the daily standup half an hour earlier',
      'Start the daily stand-up 30 minutes earlier',
      'shift our daily standup forward so it begins 30 min sooner',
    ],
  },
  {
    name: 'move-standup-later',
    trapOf: 'move-standup-earlier',
    danger: 'opposite action',
    prompts: ['Move the daily standup half an hour later', 'Start the daily stand-up 30 minutes later'],
  },
  {
    name: 'remind-dentist',
    prompts: [
      'Remind me about the dentist tomorrow at 9 am',
      'set a reminder for my dentist appointment, tomorrow 9am',
      'Tomorrow at nine in the morning, remind me of the dentist',
    ],
  },
  {
    name: 'remind-dentist-evening',
    trapOf: 'remind-dentist',
    danger: 'date',
    prompts: ['Remind me about the dentist tomorrow at 9 pm', 'set a reminder for my dentist appointment, tomorrow 9pm'],
  },
  {
    name: 'invite-maria',
    prompts: [
      'Add Maria to the budget review',
      'Invite Maria to the budget review meeting',
      'please put Maria on the invite for the budget review',
    ],
  },
  {
    name: 'remove-maria',
    trapOf: 'invite-maria',
    danger: 'opposite action',
    prompts: ['Remove Maria from the budget review', 'Uninvite Maria from the budget review meeting'],
  },
  {
    name: 'invite-marco',
    trapOf: 'invite-maria',
    danger: 'name',
    prompts: ['Add Marco to the budget review', 'Invite Marco to the budget review meeting'],
  },
  {
    name: 'free-slots-this-week',
    prompts: [
      'When am I free this week?',
      'Show me the open slots in my calendar for this week',
      'what gaps do I have in my calendar this week',
    ],
  },
  {
    name: 'free-slots-next-week',
    trapOf: 'free-slots-this-week',
    danger: 'date',
    prompts: ['When am I free next week?', 'Show me the open slots in my calendar for next week'],
  },
  {
    name: 'weekly-one-to-one',
    prompts: [
      'Set up a weekly one-to-one with Priya',
      'schedule a recurring 1:1 with Priya every week',
      'I want to meet Priya one on one each week, put it in the calendar',
    ],
  },
  {
    name: 'monthly-one-to-one',
    trapOf: 'weekly-one-to-one',
    danger: 'unit',
    prompts: ['Set up a monthly one-to-one with Priya', 'schedule a recurring 1:1 with Priya every month'],
  },
  {
    name: 'accept-all-but-friday',
    prompts: [
      'Accept all of my invitations except the one on Friday',
      'Say yes to every invitation apart from the Friday one',
      "accept everything I've been invited to, just not Friday's",
    ],
  },
  {
    name: 'accept-only-friday',
    trapOf: 'accept-all-but-friday',
    danger: 'scope',
    prompts: ['Accept none of my invitations except the one on Friday', 'Say yes only to the Friday invitation'],
  },
]
