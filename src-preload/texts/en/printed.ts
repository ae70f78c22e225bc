/** Pages that are printed or saved: codes, recovery kits, checkpoints and checks of the ledger, exported policies. */
export const printed = {
  labels: {
    desk: 'Desk',
    fingerprint: 'Fingerprint',
    username: 'Username',
    code: 'One-time code',
    expires: 'Expires',
    recoveryCode: 'Recovery code',
    made: 'Made',
    newestEvent: 'Newest event',
    hash: 'Its hash',
    recorded: 'Recorded',
    policies: 'Policies',
    checkedBy: 'Checked by',
    started: 'Started',
    printedAt: 'Printed',
    checked: 'Checked',
    checkpoint: 'Checked against the checkpoint',
  },
  code: {
    title: 'One-time code for {{name}}',
    handOver: 'Hand this to {{name}} in person, and to nobody else: anyone who has it can sign as {{name}}.',
    use: 'It can be used once. On the desk, choose “I have a one-time code”.',
  },
  /** A sheet with a strip for each person. */
  codes: {
    title_one: 'A one-time code for {{count, number}} person',
    title_other: 'One-time codes for {{count, number}} people',
    cut: 'Cut the sheet into strips, and hand each strip to its person.',
    secret: 'Anyone who has this sheet can sign as any of these people. Keep no copy of it.',
  },
  kit: {
    title: 'Recovery kit',
    lockAway:
      'Print this, lock it away, and keep no copy on a computer. Anyone who has it can take the place of an admin of this desk.',
    use: 'If an admin has lost the passphrase and no other admin can reset the key: on the desk, choose “Use the recovery kit”. Its use is recorded, and every admin and auditor is notified.',
  },
  checkpoint: {
    title: 'Checkpoint of {{desk}}',
    keep: 'Keep this where nobody who can write to the desk can change it. Everything recorded up to here can later be checked against it.',
    use: 'desk verify WORKSPACE --head FILE checks the file that is saved here.',
  },
  check: {
    title: 'Check of the ledger of {{desk}}',
    intact: 'The ledger was intact: each event was signed, in order, and allowed when it happened.',
    broken_one: 'The ledger was broken: {{count, number}} problem was found.',
    broken_other: 'The ledger was broken: {{count, number}} problems were found.',
    moreProblems_one: '{{count, number}} more problem is not listed.',
    moreProblems_other: '{{count, number}} more problems are not listed.',
    every: 'Every event, 1 to {{last, number}}, and every row of the tables',
    from: 'Events {{first, number}} to {{last, number}}, and every row of the tables. {{person}} verified the earlier events before, {{at}}',
    checkpoint: 'Event {{sequence, number}}, recorded {{at}}',
    noCheckpoint: 'None',
    warning: 'Warning: {{what}}',
  },
  policies: {
    title: 'Policies of {{desk}}',
    keep: 'Save this as a file, to be kept, compared, changed and imported again.',
    use: 'desk policies plan WORKSPACE FILE says what the file would change.',
  },
} as const;
