/** What a policy says and what it would do, while it is being written. */
export const impact = {
  noLongerMatched: 'No active policy would match it any more.',
  rules: {
    appliesTo: 'It applies to {{conditions}}.',
    conditionBoth: 'account {{account}} on resource {{resource}}',
    conditionAccount: 'account {{account}} on any resource',
    conditionResource: 'any account on resource {{resource}}',
    upTo: 'Access for up to {{max}}.',
    between: 'Access for {{min}} to {{max}}.',
    paperworkOptional: 'Requesters can provide a justification and a ticket; both are optional.',
    paperworkJustification: 'Requesters must provide a justification.',
    paperworkTicket: 'Requesters must provide a ticket.',
    paperworkBoth: 'Requesters must provide a justification and a ticket.',
    step: 'Step {{position}}: {{approvals}} from {{approvers}} ({{people}} now).',
    namedStep: 'Step {{position}}, {{name}}: {{approvals}} from {{approvers}} ({{people}} now).',
    nobody: 'nobody',
    distinct: 'Nobody counts in two steps of the same request.',
    notDistinct: 'The same person may approve in several steps.',
    always: 'The requester never approves. One rejection ends the request.',
    expires: 'A request expires after {{duration}}.',
    noBypass: 'Nobody can skip the approvals.',
    bypass: '{{bypassers}} may break the glass on a request of their own, with a reason.',
    precedence: 'It wins over every policy with a precedence below {{precedence}}, and loses to those above.',
  },
  effects: {
    noAccounts: 'The inventory holds no accounts, so nothing can be said about them.',
    matchesNone: 'It matches none of the {{size, number}} accounts.',
    matchesAndGatesIt: 'It matches {{matched, number}} of {{accounts}}, and gates it.',
    matchesAndGatesAll: 'It matches {{matched, number}} of {{accounts}}, and gates all of them.',
    matchesAndGates: 'It matches {{matched, number}} of {{accounts}}, and gates {{gated, number}}.',
    shadowed_one: 'On {{count, number}} account another policy wins.',
    shadowed_other: 'On {{count, number}} accounts another policy wins.',
    gains_one: '{{count, number}} account that no policy gates now gets its first gate.',
    gains_other: '{{count, number}} accounts that no policy gates now get their first gate.',
    changes_one: '{{count, number}} account goes from one policy to another.',
    changes_other: '{{count, number}} accounts go from one policy to another.',
    loses_one: '{{count, number}} account loses its only gate.',
    loses_other: '{{count, number}} accounts lose their only gate.',
  },
  account: '{{account}} on {{resource}}',
  risks: {
    archived: 'This policy is archived and gates nothing. What is shown here takes effect when it is restored.',
    matchesNothing: 'None of the accounts in the inventory matches its conditions.',
    neverWins: 'Other policies win on every account that it matches, so it would decide nothing.',
    losesGate_one:
      '{{count, number}} account would be gated by no policy any more, {{example}}: nobody could ask for it.',
    losesGate_other:
      '{{count, number}} accounts would be gated by no policy any more, {{example}} for one: nobody could ask for them.',
    ageDecides_one:
      'Only age decides between it and “{{policy}}” on {{count, number}} account, {{example}} for one: precedence and patterns are equal. Give one of the two a higher precedence if that matters.',
    ageDecides_other:
      'Only age decides between it and “{{policy}}” on {{count, number}} accounts, {{example}} for one: precedence and patterns are equal. Give one of the two a higher precedence if that matters.',
    stepWithoutPeople:
      'Nobody named in {{step}} can approve now: they are disabled, auditors, or a group without members. Name a person who is enabled and no auditor.',
    onlyByGlass: '{{sentence}} They could only break the glass.',
    someOnlyByGlass: '{{sentence}} {{people}} could only break the glass.',
    nobodyPasses:
      'Nobody could pass this policy now: every enabled person is needed as an approver, and nobody approves their own request. Name more approvers, or require fewer.',
    someCannotPass:
      '{{people}} could not get access under this policy: nobody approves their own request, and without them too few approvers are left. Name more approvers if these people need access.',
    onePasses:
      '{{people}} could give every approval of a request alone, because the same person may count in several steps. Require different people in every step if two people must agree.',
    bypassWithoutPeople:
      'Nobody named could break the glass now: they are disabled, auditors, or a group without members.',
    bypasserApproves_one:
      '{{people}} may break the glass and is an approver too: people who can skip the approvals should not also give them.',
    bypasserApproves_other:
      '{{people}} may break the glass and are approvers too: people who can skip the approvals should not also give them.',
    isDisabled: '{{person}} is disabled',
    isAuditor: '{{person}} is an auditor',
    cannotApprove_one: '{{people}}, but is named here. Disabled people and auditors decide nothing.',
    cannotApprove_other: '{{people}}, but are named here. Disabled people and auditors decide nothing.',
  },
  hints: {
    text: '“{{found}}” comes from another dialect of patterns. {{meansHere}} Probably meant: {{probablyMeant}}',
    here: '{{hint}} As it stands it matches {{here}}.',
    hereAndTranslated: '{{hint}} As it stands it matches {{here}}, and {{meant}} as {{translation}}.',
    hereAndOther: '{{hint}} As it stands it matches {{here}}, and {{meant}} in the other dialect.',
    noAccount: 'no known account',
    accounts_one: '{{count, number}} known account',
    accounts_other: '{{count, number}} known accounts',
  },
} as const;
