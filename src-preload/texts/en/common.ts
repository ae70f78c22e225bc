/** Texts that many places share: the usual buttons, and units. What belongs to one subject stands in the file of that subject. */
export const common = {
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  /** A duration is its parts, separated by blanks: `3 days 2 h`. */
  duration: {
    days_one: '{{count, number}} day',
    days_other: '{{count, number}} days',
    hours: '{{count, number}} h',
    minutes: '{{count, number}} min',
    seconds: '{{count, number}} s',
  },
  /** A person whose name another person of the desk has too. */
  sharedName: '{{name}} ({{username}})',
} as const;
