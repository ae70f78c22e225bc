/** The texts of src-renderer/app/: calls of the desk, and data that all screens share. */
export const app = {
  otherDesk: 'Open another desk…',
  unanswered: 'The desk did not answer. Try again; if it stays silent, close Countersign and open it again.',
  noPassphrase: 'Nothing was done, because your passphrase was not given. What you typed is still here.',
  notProposed: 'Nothing was changed and nothing was proposed. What you typed is still here.',
  proposed: 'Proposed. Another admin has to approve it.',
  removedPerson: 'a person or group that was removed',
  leap: {
    ahead: 'The clock of this machine is {{duration}} ahead of the newest entry of the ledger.',
    nothing: 'No open request would expire and no active grant would end by this clock.',
    requests_one: 'By this clock {{count, number}} open request would expire.',
    requests_other: 'By this clock {{count, number}} open requests would expire.',
    grants_one: 'By this clock {{count, number}} active grant would end.',
    grants_other: 'By this clock {{count, number}} active grants would end.',
    both: 'By this clock {{requests}} would expire and {{grants}} would end.',
    openRequests_one: '{{count, number}} open request',
    openRequests_other: '{{count, number}} open requests',
    activeGrants_one: '{{count, number}} active grant',
    activeGrants_other: '{{count, number}} active grants',
  },
  view: {
    oldest: 'Waiting for me, oldest first',
    expiring: 'Open, next to expire first',
    old: 'Open for more than two days',
    stuck: 'Stuck',
    week: 'My requests of this week',
  },
} as const;
