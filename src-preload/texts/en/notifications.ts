/** Notifications: a title, a sentence, and a discreet sentence without names of resources and accounts. */
export const notifications = {
  desk: 'The desk',
  goesOn: 'Access goes on until {{until}} by request #{{number}}.',
  openedFor: 'access was opened for {{duration}}',
  beginsAt: 'access begins at {{begins}}, for {{duration}}',
  /** How a sentence ends: plainly, with the reason that the desk recorded, or with the words of the actor. */
  plain: '{{sentence}}.',
  because: '{{sentence}}: {{reason}}',
  saying: '{{sentence}}, and said: “{{words}}”.',
  proposalWaits: {
    title: 'A proposal waits for an admin',
    sentence: '{{proposer}} proposes: {{summary}}',
    discreet: '{{proposer}} made proposal #{{number}}; another admin has to approve it.',
  },
  requestWaits: {
    title: 'A request waits for you',
    sentence: '{{requester}} asks for {{account}} on {{resource}} for {{duration}}.',
    discreet: '{{requester}} asks for access for {{duration}}, request #{{number}}.',
  },
  requestFiledForYou: {
    title: 'A request was filed for you',
    sentence: '{{actor}} filed a request for you: {{account}} on {{resource}} for {{duration}}.',
    discreet: '{{actor}} filed request #{{number}} for you.',
  },
  requestApproved: {
    own: {
      title: 'Your request was approved',
      sentence: 'Your request for {{account}} on {{resource}} was approved; {{opens}}.',
      discreet: 'Your request #{{number}} was approved; {{opens}}.',
    },
    filed: {
      title: 'A request that you filed was approved',
      sentence: 'The request that you filed for {{requester}} for {{account}} on {{resource}} was approved; {{opens}}.',
      discreet: 'The request that you filed for {{requester}} #{{number}} was approved; {{opens}}.',
    },
  },
  requestRejected: {
    own: {
      title: 'Your request was rejected',
      sentence: '{{actor}} rejected your request for {{account}} on {{resource}}',
      discreet: '{{actor}} rejected your request #{{number}}.',
    },
    filed: {
      title: 'A request that you filed was rejected',
      sentence: '{{actor}} rejected the request that you filed for {{requester}} for {{account}} on {{resource}}',
      discreet: '{{actor}} rejected the request that you filed for {{requester}} #{{number}}.',
    },
  },
  requestCancelled: {
    own: {
      title: 'Your request was cancelled',
      sentence: '{{actor}} cancelled your request for {{account}} on {{resource}}',
      discreet: '{{actor}} cancelled your request #{{number}}.',
    },
    filed: {
      title: 'A request that you filed was cancelled',
      sentence: '{{actor}} cancelled the request that you filed for {{requester}} for {{account}} on {{resource}}',
      discreet: '{{actor}} cancelled the request that you filed for {{requester}} #{{number}}.',
    },
  },
  requestExpired: {
    own: {
      title: 'Your request lapsed',
      sentence: 'Your request for {{account}} on {{resource}} lapsed before it was approved.',
      discreet: 'Your request #{{number}} lapsed before it was approved.',
    },
    filed: {
      title: 'A request that you filed lapsed',
      sentence:
        'The request that you filed for {{requester}} for {{account}} on {{resource}} lapsed before it was approved.',
      discreet: 'The request that you filed for {{requester}} #{{number}} lapsed before it was approved.',
    },
  },
  requestStuck: {
    own: {
      title: 'Your request is stuck',
      sentence: 'Your request for {{account}} on {{resource}} cannot be completed as things are',
      discreet: 'Your request #{{number}} cannot be completed as things are.',
    },
    filed: {
      title: 'A request that you filed is stuck',
      sentence:
        'The request that you filed for {{requester}} for {{account}} on {{resource}} cannot be completed as things are',
      discreet: 'The request that you filed for {{requester}} #{{number}} cannot be completed as things are.',
    },
  },
  accessRevoked: {
    title: 'Your access was revoked',
    sentence: '{{actor}} revoked your access to {{account}} on {{resource}}',
    discreet: '{{actor}} revoked the access of your request #{{number}}.',
  },
  grantRevoked: {
    title: 'One of your grants was revoked',
    sentence: '{{actor}} revoked your grant #{{number}} for {{account}} on {{resource}}',
  },
  accessEnded: {
    title: 'Your access has ended',
    sentence: 'The time of your access to {{account}} on {{resource}} is over.',
    discreet: 'The time of the access of your request #{{number}} is over.',
  },
  accessEnding: {
    title: 'Your access is about to end',
    sentence: 'Your access to {{account}} on {{resource}} ends within 15 minutes.',
    discreet: 'The access of your request #{{number}} ends within 15 minutes.',
  },
  glassBroken: {
    title: 'Somebody broke the glass',
    sentence: '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals',
    discreet: '{{requester}} opened request #{{number}}, of which you are an approver, without the approvals.',
  },
  reviewWaits: {
    title: 'A break-glass waits for review',
    sentence: '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals',
    discreet: '{{requester}} opened request #{{number}} without the approvals; an admin has to review it.',
  },
} as const;
