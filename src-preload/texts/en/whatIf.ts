/** How past requests would have ended under a draft. */
export const whatIf = {
  justification: 'a justification',
  ticket: 'a ticket',
  noPolicy: 'It would have been refused when it was filed: no active policy would cover {{account}} on {{resource}}.',
  unwritten: 'It would have been refused when it was filed: “{{policy}}” requires {{missing}}, and it has none.',
  duration:
    'It would have been refused when it was filed: “{{policy}}” allows {{min}} to {{max}}, and it asked for {{asked}}.',
  quorum: 'It would have been refused when it was filed, with people and groups as they were then. {{why}}',
  tooFew: 'Too few people could have approved it.',
  expiredByNow: 'It would have expired by now, after {{waits}}.',
  expired: {
    approved: 'It would have expired after {{waits}}, before it was approved.',
    rejected: 'It would have expired after {{waits}}, before it was rejected.',
    cancelled: 'It would have expired after {{waits}}, before it was cancelled.',
    expired: 'It would have expired after {{waits}}.',
  },
  expiresSooner: 'It would have expired anyway, but sooner: after {{waits}}.',
  sameEnd: {
    open: 'The same people would have decided the same steps. With the same decisions it would still be open.',
    approved:
      'The same people would have decided the same steps. With the same decisions it would still have been approved.',
    rejected:
      'The same people would have decided the same steps. With the same decisions it would still have been rejected.',
    cancelled:
      'The same people would have decided the same steps. With the same decisions it would still have been cancelled.',
    expired: 'The same people would have decided the same steps. With the same decisions it would still have expired.',
  },
  stillOpen: 'It is still open, and the same people would decide the same steps. How it ends is not known.',
  steps: 'It would have needed other approvals. What people would have decided cannot be known.',
  distinct: 'Every step would have needed other people. What they would have decided cannot be known.',
  notDistinct: 'The same people could have approved several steps. What they would have decided cannot be known.',
  breakGlass: 'The draft changes whether {{person}} could break the glass. What they would have done cannot be known.',
  longer:
    'It expired, but would have waited longer: {{waits}}. Whether it would have been decided by then cannot be known.',
} as const;
