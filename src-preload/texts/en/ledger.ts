/** The texts of src-renderer/ledger/. */
export const ledger = {
  title: 'Ledger',
  lead: 'Every fact of this desk, signed by the person who caused it and chained to the one before.',
  saveHead: 'Save the head…',
  type: 'Type of event',
  everyType: 'Every type',
  person: 'Person',
  everyPerson: 'Every person',
  none: 'No event matches.',
  noneAdvice: 'Clear the filters to see all of them.',
  events: 'Events',
  theDesk: 'the desk itself',
  hash: 'Hash',
  shortHash: '{{hash}}…',
  previous: 'Previous',
  first: 'none: this is the first event',
  verify: {
    against: 'Verify against a saved head…',
    submit: 'Verify the ledger',
    title: 'Check of the ledger',
    intact_one: 'The ledger is intact: {{count, number}} event, signed, in order, and allowed when it happened.',
    intact_other:
      'The ledger is intact: {{count, number}} events, each signed, in order, and allowed when it happened.',
    broken:
      'The ledger is broken: {{problems}} in {{events}}. Keep a copy of the workspace as it is, and tell the people who are responsible for it.',
    problems_one: '{{count, number}} problem',
    problems_other: '{{count, number}} problems',
    events_one: '{{count, number}} event',
    events_other: '{{count, number}} events',
    headKept:
      'Checked against the head that was saved <time/>, when event {{sequence, number}} was the newest. It is still there, and nothing before it was changed or removed.',
    head: 'Checked against the head that was saved <time/>, when event {{sequence, number}} was the newest.',
    newest: 'Hash of the newest event',
  },
  /** Why a file is not a saved head. */
  headFile: {
    notAHead: '{{file}} is not a saved head. {{why}} Choose the file that “Save the head…” wrote.',
    tooLarge: 'It is too large.',
    notJson: 'It is not JSON.',
    other: 'It is something else.',
    repeated: '{{field}} is there twice.',
    repeatedField: 'A field is there twice.',
    wrong: '{{field}} is wrong or missing.',
    field: {
      desk: 'The fingerprint of the desk',
      sequence: 'The number of the event',
      hash: 'The hash of the event',
      at: 'The time of the event',
    },
  },
} as const;
