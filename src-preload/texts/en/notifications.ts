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
  questionAsked: {
    own: {
      title: 'A question about your request',
      sentence: '{{actor}} asks “{{words}}” about your request for {{account}} on {{resource}}.',
      discreet: '{{actor}} asks about your request #{{number}}.',
    },
    filed: {
      title: 'A question about a request that you filed',
      sentence:
        '{{actor}} asks “{{words}}” about the request for {{account}} on {{resource}} that you filed for {{requester}}.',
      discreet: '{{actor}} asks about request #{{number}}, which you filed for {{requester}}.',
    },
  },
  answerGiven: {
    title: 'A new answer',
    sentence: '{{actor}} writes “{{words}}” about the request for {{account}} on {{resource}}.',
    discreet: '{{actor}} writes about request #{{number}}.',
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
          'The request for {{account}} on {{resource}} that you filed for {{requester}} was approved; access was opened for {{duration}}.',
        begins:
          'The request for {{account}} on {{resource}} that you filed for {{requester}} was approved; access begins at {{begins}}, for {{duration}}.',
      },
      discreet: {
        opened:
          'Request #{{number}}, which you filed for {{requester}}, was approved; access was opened for {{duration}}.',
        begins:
          'Request #{{number}}, which you filed for {{requester}}, was approved; access begins at {{begins}}, for {{duration}}.',
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
        plain: '{{actor}} rejected the request for {{account}} on {{resource}} that you filed for {{requester}}.',
        because:
          '{{actor}} rejected the request for {{account}} on {{resource}} that you filed for {{requester}}: {{reason}}',
        saying:
          '{{actor}} rejected the request for {{account}} on {{resource}} that you filed for {{requester}}, and said: “{{words}}”.',
      },
      discreet: '{{actor}} rejected request #{{number}}, which you filed for {{requester}}.',
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
        plain: '{{actor}} cancelled the request for {{account}} on {{resource}} that you filed for {{requester}}.',
        because:
          '{{actor}} cancelled the request for {{account}} on {{resource}} that you filed for {{requester}}: {{reason}}',
        saying:
          '{{actor}} cancelled the request for {{account}} on {{resource}} that you filed for {{requester}}, and said: “{{words}}”.',
      },
      discreet: '{{actor}} cancelled request #{{number}}, which you filed for {{requester}}.',
    },
  },
  requestExpired: {
    own: {
      title: 'Your request expired',
      sentence: 'Your request for {{account}} on {{resource}} expired before it was approved.',
      discreet: 'Your request #{{number}} expired before it was approved.',
    },
    filed: {
      title: 'A request that you filed expired',
      sentence:
        'The request for {{account}} on {{resource}} that you filed for {{requester}} expired before it was approved.',
      discreet: 'Request #{{number}}, which you filed for {{requester}}, expired before it was approved.',
    },
  },
  requestStuck: {
    own: {
      title: 'Your request is stuck',
      sentence: {
        plain: 'Your request for {{account}} on {{resource}} can no longer be completed.',
        because: 'Your request for {{account}} on {{resource}} can no longer be completed: {{reason}}',
        saying: 'Your request for {{account}} on {{resource}} can no longer be completed: “{{words}}”',
      },
      discreet: 'Your request #{{number}} can no longer be completed.',
    },
    filed: {
      title: 'A request that you filed is stuck',
      sentence: {
        plain:
          'The request for {{account}} on {{resource}} that you filed for {{requester}} can no longer be completed.',
        because:
          'The request for {{account}} on {{resource}} that you filed for {{requester}} can no longer be completed: {{reason}}',
        saying:
          'The request for {{account}} on {{resource}} that you filed for {{requester}} can no longer be completed: “{{words}}”',
      },
      discreet: 'Request #{{number}}, which you filed for {{requester}}, can no longer be completed.',
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
    sentence: 'Your access to {{account}} on {{resource}} ended, because its time was up.',
    discreet: 'The access of your request #{{number}} ended, because its time was up.',
  },
  accessEnding: {
    title: 'Your access is about to end',
    sentence: 'Your access to {{account}} on {{resource}} ends within 15 minutes.',
    discreet: 'The access of your request #{{number}} ends within 15 minutes.',
  },
  glassBroken: {
    title: 'Access was opened by break-glass',
    sentence: {
      plain: '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals.',
      because: '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals: {{reason}}',
      saying:
        '{{requester}} opened {{account}} on {{resource}} for {{duration}} without the approvals, and said: “{{words}}”.',
    },
    discreet: '{{requester}} opened request #{{number}} without the approvals. You are one of its approvers.',
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
