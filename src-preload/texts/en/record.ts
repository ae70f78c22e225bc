/** The events of the ledger in sentences. */
export const record = {
  desk: 'The desk',
  account: '{{account}} on {{resource}}',
  founded: {
    real: '<by>{{actor}}</by> founded the desk “{{desk}}”.',
    training: '<by>{{actor}}</by> founded the training desk “{{desk}}”.',
  },
  rulesAdopted: 'From here on the desk decides by its rules number {{rules}}.',
  clock: {
    advanced: 'The training clock was moved forward by {{duration}}.',
    corrected: '<by>{{actor}}</by> corrected the desk’s clock from {{from}} to {{to}}.',
    confirmed: '<by>{{actor}}</by> confirmed the machine’s clock, which had leapt from {{from}} to {{to}}.',
  },
  fourEyes: {
    on: '<by>{{actor}}</by> turned four eyes on rules on.',
    off: '<by>{{actor}}</by> turned four eyes on rules off.',
  },
  proposal: {
    made_one: '<by>{{actor}}</by> made <proposal>proposal #{{number}}</proposal>, of {{count, number}} change.',
    made_other: '<by>{{actor}}</by> made <proposal>proposal #{{number}}</proposal>, of {{count, number}} changes.',
    approved: '<by>{{actor}}</by> approved <proposal>proposal #{{number}}</proposal>.',
    rejected: '<by>{{actor}}</by> rejected <proposal>proposal #{{number}}</proposal>.',
    withdrawn: '<by>{{actor}}</by> withdrew <proposal>proposal #{{number}}</proposal>.',
  },
  key: {
    codeIssued: '<by>{{actor}}</by> issued a one-time code for <person>{{person}}</person>.',
    reset: '<by>{{actor}}</by> reset the key of <person>{{person}}</person> and issued a one-time code.',
    enrolled: '<person>{{person}}</person> set up a signing key.',
    passphraseChanged: '<person>{{person}}</person> changed the passphrase.',
    signInFailed: 'A sign-in as <person>{{person}}</person> failed.',
    recoveryIssued: '<by>{{actor}}</by> issued a new recovery kit.',
    recoveryUsed: '<person>{{person}}</person> got a new key by the recovery kit.',
    deskKeyAdded: '<by>{{actor}}</by> gave the desk itself another key.',
    deskKeyReplaced: '<by>{{actor}}</by> gave the desk itself a new key, in place of an earlier one.',
  },
  person: {
    added: {
      admin: '<by>{{actor}}</by> added <person>{{person}}</person> ({{username}}) as an admin.',
      member: '<by>{{actor}}</by> added <person>{{person}}</person> ({{username}}) as a member.',
      auditor: '<by>{{actor}}</by> added <person>{{person}}</person> ({{username}}) as an auditor.',
    },
    updated: '<by>{{actor}}</by> changed the details of <person>{{person}}</person>: {{changes}}.',
    ownUpdated: '<person>{{person}}</person> changed their own details: {{changes}}.',
    saved: '<by>{{actor}}</by> saved the details of <person>{{person}}</person>, and nothing in them changed.',
    /** What changed, in the list of `updated` and `ownUpdated`. */
    change: {
      role: 'the role from {{before}} to {{after}}',
      name: 'the name from {{before}} to {{after}}',
      email: 'the e-mail address from {{before}} to {{after}}',
    },
    disabled: '<by>{{actor}}</by> disabled <person>{{person}}</person>.',
    enabled: '<by>{{actor}}</by> enabled <person>{{person}}</person> again.',
  },
  group: {
    created: '<by>{{actor}}</by> made the group “<group>{{group}}</group>” with {{members}}.',
    createdEmpty: '<by>{{actor}}</by> made the group “<group>{{group}}</group>”, without members.',
    added: '<by>{{actor}}</by> added {{added}} to the group “<group>{{group}}</group>”.',
    removed: '<by>{{actor}}</by> removed {{removed}} from the group “<group>{{group}}</group>”.',
    addedAndRemoved:
      '<by>{{actor}}</by> added {{added}} to the group “<group>{{group}}</group>” and removed {{removed}} from it.',
    renamed: '<by>{{actor}}</by> renamed the group “{{before}}” to “<group>{{group}}</group>”.',
    renamedAndChanged:
      '<by>{{actor}}</by> renamed the group “{{before}}” to “<group>{{group}}</group>” and changed its members: {{changes}}.',
    /** What changed, in the list of `renamedAndChanged`. */
    change: { added: '{{added}} added', removed: '{{removed}} removed' },
    saved: '<by>{{actor}}</by> saved the group “<group>{{group}}</group>”, and nothing in it changed.',
    dropped: '<by>{{actor}}</by> removed the group “<group>{{group}}</group>”.',
  },
  imported_one: '<by>{{actor}}</by> imported {{count, number}} account into the inventory.',
  imported_other: '<by>{{actor}}</by> imported {{count, number}} accounts into the inventory.',
  policy: {
    created: '<by>{{actor}}</by> made the policy “<policy>{{policy}}</policy>”.',
    updated: '<by>{{actor}}</by> changed the policy “<policy>{{policy}}</policy>”, to version {{version}}.',
    archived: '<by>{{actor}}</by> archived the policy “<policy>{{policy}}</policy>”.',
    restored: '<by>{{actor}}</by> restored the policy “<policy>{{policy}}</policy>”.',
  },
  request: {
    submitted:
      '<by>{{actor}}</by> made <request>request #{{number}}</request>: <account>{{place}}</account> for {{duration}}, under the policy “<policy>{{policy}}</policy>”, version {{version}}.',
    submittedFor:
      '<by>{{actor}}</by> made <request>request #{{number}}</request> for <person>{{person}}</person>: <account>{{place}}</account> for {{duration}}, under the policy “<policy>{{policy}}</policy>”, version {{version}}.',
    approved:
      '<by>{{actor}}</by> approved {{step}} of <request>request #{{number}}</request>: <account>{{place}}</account>.',
    rejected:
      '<by>{{actor}}</by> rejected <request>request #{{number}}</request> in {{step}}: <account>{{place}}</account>.',
    withdrawn:
      '<by>{{actor}}</by> took the approval of {{step}} of <request>request #{{number}}</request> back: <account>{{place}}</account>.',
    asked: '<by>{{actor}}</by> asked about <request>request #{{number}}</request>: <account>{{place}}</account>.',
    answered:
      '<by>{{actor}}</by> wrote an answer about <request>request #{{number}}</request>: <account>{{place}}</account>.',
    stepComplete:
      '{{step}} of <request>request #{{number}}</request> was complete; {{next}} was opened: <account>{{place}}</account>.',
    lastStepComplete:
      '{{step}} of <request>request #{{number}}</request> was complete, and with it the request was approved: <account>{{place}}</account>.',
    bypassed:
      '<by>{{actor}}</by> broke the glass for <request>request #{{number}}</request>: <account>{{place}}</account>, without the approvals.',
    cancelled: '<by>{{actor}}</by> cancelled <request>request #{{number}}</request>: <account>{{place}}</account>.',
    cancelledByDisabling:
      '<request>Request #{{number}}</request> was cancelled, because <by>{{actor}}</by> disabled <person>{{person}}</person>: <account>{{place}}</account>.',
    cancelledByAuditor:
      '<request>Request #{{number}}</request> was cancelled, because <by>{{actor}}</by> made <person>{{person}}</person> an auditor: <account>{{place}}</account>.',
    cancelledByClock:
      '<request>Request #{{number}}</request> was cancelled, because <by>{{actor}}</by> corrected the desk’s clock: <account>{{place}}</account>.',
    expired:
      '<request>Request #{{number}}</request> expired, because too few people had approved it in time: <account>{{place}}</account>.',
    stuck:
      '<request>Request #{{number}}</request> for <account>{{place}}</account> could no longer be completed: {{why}}',
    freed: '<request>Request #{{number}}</request> for <account>{{place}}</account> could be completed again.',
  },
  access: {
    started:
      '<grant>Access</grant> of <person>{{person}}</person> to <account>{{place}}</account> started, for {{duration}}: <request>request #{{number}}</request>.',
    startedByBypass:
      '<grant>Access</grant> of <person>{{person}}</person> to <account>{{place}}</account> started by break-glass, for {{duration}}: <request>request #{{number}}</request>.',
    expired:
      '<grant>Access</grant> of <person>{{person}}</person> to <account>{{place}}</account> ended when its time was up: <request>request #{{number}}</request>.',
    revoked:
      '<by>{{actor}}</by> revoked the <grant>access</grant> of <person>{{person}}</person> to <account>{{place}}</account>: <request>request #{{number}}</request>.',
    revokedBecause:
      'The <grant>access</grant> of <person>{{person}}</person> to <account>{{place}}</account>, from <request>request #{{number}}</request>, was revoked. {{why}}',
    released:
      '<by>{{actor}}</by> gave the <grant>access</grant> to <account>{{place}}</account> back early: <request>request #{{number}}</request>.',
    reviewed:
      '<by>{{actor}}</by> reviewed the <grant>break-glass</grant> of <person>{{person}}</person> for <account>{{place}}</account>: <request>request #{{number}}</request>.',
  },
} as const;
