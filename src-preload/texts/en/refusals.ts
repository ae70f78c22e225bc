/** Why a call was refused: the sentences that go with the codes of the contract. */
export const refusals = {
  /** Where wrong input has no field with a sentence of its own. */
  invalid: 'This is not valid.',
  stale: {
    settings:
      'The settings were changed meanwhile: they are at version {{version}} now, and your change is based on version {{basedOn}}. Look at the new version and change that.',
    view: 'Your view “{{name}}” was changed meanwhile: it is at version {{version}} now, and your change is based on version {{basedOn}}. Look at the new version and change that.',
    group:
      'The group “{{name}}” was changed meanwhile: it is at version {{version}} now, and your change is based on version {{basedOn}}. Look at the new version and change that.',
    person:
      'The entry of {{name}} was changed meanwhile: it is at version {{version}} now, and your change is based on version {{basedOn}}. Look at the new version and change that.',
  },
  clockTakesAdmin:
    'The clock of this machine is more than 30 days ahead of the newest entry of the ledger. Only an admin can confirm that; ask one, or set the clock right.',
  request: {
    cancelOthers: 'Only the requester or an admin can cancel a request.',
    cancelReason: 'Say why you cancel a request that is not your own.',
    seenTooNew: 'The newest event of request #{{number}} is {{newest}}. Hand in its newestEvent.',
    changed: {
      step: 'Request #{{number}} has changed since you saw it: {{step}} is open now. Look at it again, then decide.',
      stuck:
        'Request #{{number}} has changed since you saw it: it can no longer be completed. Look at it again, then decide.',
      unstuck:
        'Request #{{number}} has changed since you saw it: it can be completed again. Look at it again, then decide.',
      thread:
        'Request #{{number}} has changed since you saw it: there is a new question or answer. Read it, then decide.',
      other: 'Request #{{number}} has changed since you saw it. Look at it again, then decide.',
    },
    own: 'This is your own request; others must decide it.',
    filedByYou: 'You filed this request for someone else; others must decide it.',
    keyReset: 'Your key was reset after this request was filed, so others must decide it.',
    approvedEarlier: 'You approved {{earlier}}; {{open}} is open now and needs others.',
    laterStep: 'Your turn comes with {{later}}; {{open}} comes first.',
    earlierStep: 'You are an approver of {{earlier}}, which is complete; {{open}} needs others.',
    auditorsDecideNone: 'Auditors see every request and decide none.',
    leftGroup: 'You are no longer in a group that approves this request.',
    notAnApprover: 'You are not among the approvers that its policy names, or joined them after it was filed.',
    alreadyApproved: 'You have approved {{open}} already; it needs others.',
    countedEarlier: 'You approved {{earlier}}, and each person counts once in this request; {{open}} needs others.',
    neededLater: 'You are needed in a later step. If you approved now: {{shortage}}',
    requesterIsAuditor: '{{person}} is an auditor, and auditors have no access. Reject this request, or let it expire.',
    nothingToWithdraw: 'You have not approved the open step, so there is nothing to take back.',
    withdrawKeyReset: 'Your key was reset after this request was filed; the approval that you gave before stands.',
    closed: {
      approved: 'Request #{{number}} is approved already. Nothing can be decided any more.',
      approvedBy:
        'Request #{{number}} is approved already; the last approval was given by {{person}}. Nothing can be decided any more.',
      bypassed: 'Request #{{number}} was opened by break-glass. Nothing can be decided any more.',
      bypassedBy: 'Request #{{number}} was opened by break-glass by {{person}}. Nothing can be decided any more.',
      rejected: 'Request #{{number}} was rejected. Nothing can be decided any more.',
      rejectedBy: 'Request #{{number}} was rejected by {{person}}. Nothing can be decided any more.',
      cancelled: 'Request #{{number}} was cancelled. Nothing can be decided any more.',
      cancelledBy: 'Request #{{number}} was cancelled by {{person}}. Nothing can be decided any more.',
      expired: 'Request #{{number}} expired before it was approved. Nothing can be decided any more.',
    },
    /** Why a person cannot ask or answer. */
    thread: {
      own: 'This is your own request: others ask about it, and you answer.',
      filedByYou: 'You filed this request: others ask about it, and you answer.',
      auditor: 'Auditors see every request and write to none. Ask an admin to put your question.',
      notAnApprover:
        'Only the approvers of this request and admins can ask about it. Ask one of them to put your question.',
      answerOthers: 'Only the requester and the person who filed a request can answer. Approvers and admins can ask.',
      full: 'Request #{{number}} has {{most, number}} questions and answers, and that is the most. Decide it, or cancel it and file it again.',
    },
    bypass: {
      none: 'Its policy allows no break-glass.',
      notOwn: 'You can break the glass only on your own requests.',
      filedForYou: 'Someone else filed this request for you, so break-glass is not possible.',
      notNamed: 'You are not among the people whom its policy allows to break the glass.',
      keyReset: 'Your key was reset after this request was filed. File the request again to break the glass.',
    },
  },
  filing: {
    auditor: 'Auditors see everything and ask for no access.',
    forOthers: 'Only an admin can file a request for someone else.',
    noPolicy:
      'No active policy covers {{account}} on {{resource}}, so access to it is refused. Ask an admin for a policy.',
    requesterDisabled: '{{person}} is disabled and cannot be given access.',
    requesterAuditor: '{{person}} is an auditor; auditors ask for no access.',
    justification: 'The policy “{{policy}}” requires a justification.',
    ticket: 'The policy “{{policy}}” requires a ticket.',
    duration: 'The policy “{{policy}}” allows {{min}} to {{max}}; you asked for {{asked}}.',
    quorum:
      'Nobody could complete this request under the policy “{{policy}}”. {{shortage}} The requester and the person who files a request cannot approve it.',
    youHaveOne: 'You have an open request for {{account}} on {{resource}} already: #{{number}}.',
    hasOne: '{{person}} has an open request for {{account}} on {{resource}} already: #{{number}}.',
  },
  grant: {
    holderOnly: 'Only its holder can give a grant back. An admin can revoke it.',
    noBypass: 'This grant was approved and not opened by break-glass: there is nothing to review.',
    ownBypass: 'You opened this one by break-glass; another admin must review it.',
    reviewed: '{{person}} has reviewed this break-glass already; nothing is left to review.',
    expired: 'This grant ended when its time was up; it is over for good.',
    revoked: 'This grant was revoked; it is over for good.',
    released: 'This grant was given back; it is over for good.',
  },
  person: {
    usernameTaken: 'There is a person with the username “{{username}}” already.',
    adminsOnly: 'Only admins change other people and roles; you can change your own name and e-mail.',
    nameOfOther:
      '{{name}} ({{username}}) has that name, or one so much alike that people would take you for them. Only an admin can give you the same name; add something that tells you apart.',
    lastAdminRole:
      '{{person}} is the last enabled admin and cannot be given another role. Make another person an admin first.',
    lastAdminDisabled:
      '{{person}} is the last enabled admin and cannot be disabled. Make another person an admin first.',
    disabled: '{{person}} is disabled and cannot sign in. Enable them first.',
    ownKey: 'You cannot reset your own key. Change your passphrase, or have another admin reset your key.',
    recoveryKit: 'The recovery kit lets an enabled admin in, and nobody else.',
    deskKeyReplaced: 'The desk’s key that you want to replace is not in force any more.',
  },
  group: {
    inUse: 'The group “{{group}}” cannot be removed; it is named by {{users}}.',
    nameTaken: 'There is a group named “{{group}}” already.',
  },
  policy: {
    nameTaken: 'There is a policy named “{{policy}}” already; archived policies keep their names.',
    stale:
      'The policy “{{policy}}” is at version {{version}} now, and your change is based on version {{basedOn}}. Look at the new version and change that.',
    quorum: 'No request could ever pass this policy. {{shortage}}',
    quorumDistinct: 'No request could ever pass this policy. {{shortage}} Each person counts once in a whole request.',
    patternsTooLong:
      'The patterns of this policy have {{length, number}} characters in all, and at most {{max, number}} are allowed. Write shorter patterns, or several policies.',
    deskPatternsTooLong:
      'The patterns of all active policies would have {{length, number}} characters, and at most {{max, number}} are allowed. Archive policies that are not needed, or write shorter patterns.',
    savedPatternsTooLong:
      'The patterns of this policy have {{length, number}} characters in all, and at most {{max, number}} are allowed since it was saved. It still gates accounts as it is, but makes every request slower. Write shorter patterns, or several policies.',
  },
  pattern: {
    alternatives: 'This pattern stands for more than {{max, number}} alternatives; write it as several conditions.',
    braceOpens: 'The brace {{sign}} at character {{position}} is not closed.',
    braceCloses: 'The brace {{sign}} at character {{position}} closes nothing.',
    bracketOpens: 'The bracket {{sign}} at character {{position}} is not closed.',
    bracketCloses: 'The bracket {{sign}} at character {{position}} closes nothing.',
    numbers: 'The numbers in the braces at character {{position}} are too large.',
  },
  proposal: {
    adminsOnly: 'Only admins decide proposals.',
    withdrawOthers: 'Only {{person}}, who made this proposal, can withdraw it; reject it.',
    own: 'You made this proposal; another admin must decide it.',
    proposerLeft:
      '{{person}}, who made this proposal, is no longer an enabled admin. Two admins must agree: reject it, and propose it yourself.',
    keyTooNew: 'You got your key after this proposal was made; an admin who had theirs before must approve it.',
    closed: {
      approved: 'Proposal {{number}} was approved already.',
      approvedBy: 'Proposal {{number}} was approved by {{person}} already.',
      rejected: 'Proposal {{number}} was rejected already.',
      rejectedBy: 'Proposal {{number}} was rejected by {{person}} already.',
      withdrawn: 'Proposal {{number}} was withdrawn already.',
      withdrawnBy: 'Proposal {{number}} was withdrawn by {{person}} already.',
    },
    personGone: 'The person does not exist.',
    groupGone: 'The group does not exist.',
    isMember: '{{person}} is in the group “{{group}}” already.',
    isNoMember: '{{person}} is not in the group “{{group}}” any more.',
    personName: 'The name of {{person}} was “{{was}}” when this was proposed, and is “{{now}}” now.',
    personEmail: 'The e-mail address of {{person}} was “{{was}}” when this was proposed, and is “{{now}}” now.',
    personRole: 'The role of {{person}} was “{{was}}” when this was proposed, and is “{{now}}” now.',
    groupName: 'The name of the group “{{now}}” was “{{was}}” when this was proposed, and is “{{now}}” now.',
  },
  fourEyes: {
    needed: 'Four eyes on rules is on: this needs another admin. Nothing was changed; propose it instead.',
    fewAdmins_one:
      'Four eyes needs two enabled admins who have a key, and there is one. Have another admin enrolled first.',
    fewAdmins_other:
      'Four eyes needs two enabled admins who have a key, and there are none. Have another admin enrolled first.',
    keepAdmin:
      'Four eyes on rules is on and needs two admins who have a key; without {{person}} there would be {{left}}. Have another admin enrolled first, or turn four eyes off.',
  },
} as const;
