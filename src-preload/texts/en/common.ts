/** Texts that many places share: the usual buttons, roles and units. What belongs to one subject stands in the file of that subject. */
export const common = {
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  /** The title of the window: the page, and the application. */
  windowTitle: '{{page}} — Countersign',
  /** A duration is its parts, separated by blanks: `3 days 2 h`. */
  duration: {
    days_one: '{{count, number}} day',
    days_other: '{{count, number}} days',
    hours: '{{count, number}} h',
    minutes: '{{count, number}} min',
    seconds: '{{count, number}} s',
  },
  role: { admin: 'admin', member: 'member', auditor: 'auditor' },
  /** A person whose name another person of the desk has too. */
  sharedName: '{{name}} ({{username}})',
} as const;
