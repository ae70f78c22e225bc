/** The events of a request, from its own view. */
export const timeline = {
  desk: 'The desk',
  asked:
    '{{actor}} asked for {{account}} on {{resource}} for {{duration}}, under the policy “{{policy}}”, version {{version}}.',
  askedFor:
    '{{actor}} asked, for {{requester}}, for {{account}} on {{resource}} for {{duration}}, under the policy “{{policy}}”, version {{version}}.',
  approved: '{{actor}} approved {{step}}.',
  withdrawn: '{{actor}} took the approval of {{step}} back.',
  stepComplete: '{{step}} was complete; {{next}} was opened.',
  lastStepComplete: '{{step}} was complete, and with it the request was approved.',
  rejected: '{{actor}} rejected it in {{step}}. That ended it; no access was given.',
  bypassed: '{{actor}} broke the glass: access was opened without the approvals.',
  cancelled: '{{actor}} cancelled it. No access was given.',
  cancelledByDisabling: 'It was cancelled when {{actor}} disabled {{requester}}. No access was given.',
  cancelledByAuditor: 'It was cancelled when {{actor}} made {{requester}} an auditor. No access was given.',
  cancelledByClock: 'It was cancelled when {{actor}} corrected the desk’s clock.',
  expired: 'It expired: too few people had approved it in time. No access was given.',
  stuck: 'It could no longer be completed: {{why}}',
  stuckAfter: 'It could no longer be completed after {{cause}}: {{why}}',
  freed: 'It could be completed again.',
  freedAfter: 'It could be completed again after {{cause}}.',
  accessStarted: 'Access started, for {{duration}}.',
  accessExpired: 'Access ended when its time was up.',
  accessRevoked: '{{actor}} revoked the access.',
  accessRevokedBecause: 'The access was revoked. {{why}}',
  accessReleased: '{{actor}} gave the access back early.',
  reviewed: '{{actor}} reviewed the break-glass.',
  policyUpdated:
    '{{actor}} changed the policy, to version {{newVersion}}. This request stayed under version {{version}}.',
  policyArchived: '{{actor}} archived the policy. This request stayed under version {{version}} of it.',
  policyRestored: '{{actor}} restored the policy. This request stayed under version {{version}} of it.',
  keyReset: '{{actor}} reset the key of {{person}}, who could no longer decide it from then on.',
  recoveryUsed: '{{actor}} got a new key by the recovery kit, and could no longer decide it from then on.',
  /** The change that made a request stuck or freed it, at the end of `stuckAfter` and `freedAfter`. */
  cause: {
    removed: '{{actor}} removed {{removed}} from the group {{group}}',
    added: '{{actor}} added {{added}} to the group {{group}}',
    removedAndAdded:
      '{{actor}} removed {{removed}} from the group {{group}} and added {{added}} to the group {{group}}',
    disabled: '{{actor}} disabled {{person}}',
    enabled: '{{actor}} enabled {{person}} again',
    roleChanged: '{{actor}} changed the role of {{person}}',
    keyReset: '{{actor}} reset the key of {{person}}',
    approval: '{{actor}}’s approval',
    withdrawal: '{{actor}} took an approval back',
  },
} as const;
