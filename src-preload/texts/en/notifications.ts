/** Notifications: a title, a sentence, and a discreet sentence without names of resources and accounts. */
export const notifications = {
  desk: 'The desk',
  goesOn: 'Access goes on until {{until}} by request #{{number}}.',
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
      sentence: {
        opened: 'Your request for {{account}} on {{resource}} was approved; access was opened for {{duration}}.',
        begins:
          'Your request for {{account}} on {{resource}} was approved; access begins at {{begins}}, for {{duration}}.',
      },
      discreet: {
        opened: 'Your request #{{number}} was approved; access was opened for {{duration}}.',
        begins: 'Your request #{{number}} was approved; access begins at {{begins}}, for {{duration}}.',
      },
    },
    filed: {
      title: 'A request that you filed was approved',
      sentence: {
        opened:
          'The request that you filed for {{requester}} for {{account}} on {{resource}} was approved; access was opened for {{duration}}.',
        begins:
          'The request that you filed for {{requester}} for {{account}} on {{resource}} was approved; access begins at {{begins}}, for {{duration}}.',
      },
      discreet: {
        opened:
          'The request that you filed for {{requester}} #{{number}} was approved; access was opened for {{duration}}.',
        begins:
          'The request that you filed for {{requester}} #{{number}} was approved; access begins at {{begins}}, for {{duration}}.',
      },
    },
  },
  requestRejected: {
    own: {
      title: 'Your request was rejected',
      sentence: {
        plain: '{{actor}} rejected your request for {{account}} on {{resource}}.',
        because: '{{actor}} rejected your request for {{account}} on {{resource}}: {{reason}}',
        saying: '{{actor}} rejected your request for {{account}} on {{resource}}, and said: “{{words}}”.',
      },
      discreet: '{{actor}} rejected your request #{{number}}.',
    },
    filed: {
      title: 'A request that you filed was rejected',
      sentence: {
        plain: '{{actor}} rejected the request that you filed for {{requester}} for {{account}} on {{resource}}.',
        because:
          '{{actor}} rejected the request that you filed for {{requester}} for {{account}} on {{resource}}: {{reason}}',
        saying:
          '{{actor}} rejected the request that you filed for {{requester}} for {{account}} on {{resource}}, and said: “{{words}}”.',
      },
      discreet: '{{actor}} rejected the request that you filed for {{requester}} #{{number}}.',
    },
  },
  requestCancelled: {
    own: {
      title: 'Your request was cancelled',
      sentence: {
        plain: '{{actor}} cancelled your request for {{account}} on {{resource}}.',
        because: '{{actor}} cancelled your request for {{account}} on {{resource}}: {{reason}}',
        saying: '{{actor}} cancelled your request for {{account}} on {{resource}}, and said: “{{words}}”.',
      },
      discreet: '{{actor}} cancelled your request #{{number}}.',
    },
    filed: {
      title: 'A request that you filed was cancelled',
      sentence: {
        plain: '{{actor}} cancelled the request that you filed for {{requester}} for {{account}} on {{resource}}.',
        because:
          '{{actor}} cancelled the request that you filed for {{requester}} for {{account}} on {{resource}}: {{reason}}',
        saying:
          '{{actor}} cancelled the request that you filed for {{requester}} for {{account}} on {{resource}}, and said: “{{words}}”.',
      },
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
      sentence: {
        plain: 'Your request for {{account}} on {{resource}} cannot be completed as things are.',
        because: 'Your request for {{account}} on {{resource}} cannot be completed as things are: {{reason}}',
        saying:
          'Your request for {{account}} on {{resource}} cannot be completed as things are, and said: “{{words}}”.',
      },
      discreet: 'Your request #{{number}} cannot be completed as things are.',
    },
    filed: {
      title: 'A request that you filed is stuck',
      sentence: {
        plain:
          'The request that you filed for {{requester}} for {{account}} on {{resource}} cannot be completed as things are.',
        because:
          'The request that you filed for {{requester}} for {{account}} on {{resource}} cannot be completed as things are: {{reason}}',
        saying:
          'The request that you filed for {{requester}} for {{account}} on {{resource}} cannot be completed as things are, and said: “{{words}}”.',
      },
      discreet: 'The request that you filed for {{requester}} #{{number}} cannot be completed as things are.',
    },
  },
  accessRevoked: {
    title: 'Your access was revoked',
    sentence: {
      plain: '{{actor}} revoked your access to {{account}} on {{resource}}.',
      because: '{{actor}} revoked your access to {{account}} on {{resource}}: {{reason}}',
      saying: '{{actor}} revoked your access to {{account}} on {{resource}}, and said: “{{words}}”.',
    },
    discreet: '{{actor}} revoked the access of your request #{{number}}.',
  },
  grantRevoked: {
    title: 'One of your grants was revoked',
    sentence: {
      plain: '{{actor}} revoked your grant #{{number}} for {{account}} on {{resource}}.',
      because: '{{actor}} revoked your grant #{{number}} for {{account}} on {{resource}}: {{reason}}',
      saying: '{{actor}} revoked your grant #{{number}} for {{account}} on {{resource}}, and said: “{{words}}”.',
    },
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
    sentence: {
      plain: '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals.',
      because: '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals: {{reason}}',
      saying:
        '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals, and said: “{{words}}”.',
    },
    discreet: '{{requester}} opened request #{{number}}, of which you are an approver, without the approvals.',
  },
  reviewWaits: {
    title: 'A break-glass waits for review',
    sentence: {
      plain: '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals.',
      because: '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals: {{reason}}',
      saying:
        '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals, and said: “{{words}}”.',
    },
    discreet: '{{requester}} opened request #{{number}} without the approvals; an admin has to review it.',
  },
} as const;
