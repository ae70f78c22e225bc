/** What would have become of past requests under a draft. */
export const whatIf = {
  justification: 'a justification',
  ticket: 'a ticket',
  noPolicy: 'It would have been refused when it was filed: no active policy would cover {{account}} on {{resource}}.',
  unwritten: 'It would have been refused when it was filed: “{{policy}}” asks for {{missing}}, and it has none.',
  duration:
    'It would have been refused when it was filed: “{{policy}}” allows {{min}} to {{max}}, and it asked for {{asked}}.',
  quorum: 'It would have been refused when it was filed, with people and groups as they were then. {{why}}',
  tooFew: 'Too few people could have approved it.',
  lapsedByNow: 'It would have lapsed by now: it could have waited for {{waits}}.',
  lapsed: {
    approved: 'It would have lapsed after {{waits}}, before it was approved.',
    rejected: 'It would have lapsed after {{waits}}, before it was rejected.',
    cancelled: 'It would have lapsed after {{waits}}, before it was cancelled.',
    expired: 'It would have lapsed after {{waits}}.',
  },
  lapsesSooner: 'It would have lapsed all the same, only sooner: after {{waits}}.',
  sameEnd: {
    open: 'The same people would have had the same to decide, so with the same decisions it would have been open all the same.',
    approved:
      'The same people would have had the same to decide, so with the same decisions it would have been approved all the same.',
    rejected:
      'The same people would have had the same to decide, so with the same decisions it would have been rejected all the same.',
    cancelled:
      'The same people would have had the same to decide, so with the same decisions it would have been cancelled all the same.',
    expired:
      'The same people would have had the same to decide, so with the same decisions it would have been left to lapse all the same.',
  },
  stillOpen: 'It still waits, and the same people would have the same to decide. How it ends is not known either way.',
  steps: 'Other approvals would have been asked for, and what people would have decided cannot be known.',
  distinct: 'Every step would have needed other people, and what they would have decided cannot be known.',
  notDistinct: 'The same people could have approved several steps, and what they would have decided cannot be known.',
  breakGlass:
    'Whether {{person}} could break the glass would have been another matter, and what they would have done cannot be known.',
  longer:
    'It lapsed, and would have waited for longer: {{waits}}. Whether somebody would have decided it by then cannot be known.',
} as const;
