/** How two versions of a policy differ, field by field. */
export const difference = {
  yes: 'yes',
  no: 'no',
  quoted: '“{{text}}”',
  name: { added: 'The name is {{after}}.', changed: 'The name changes from {{before}} to {{after}}.' },
  description: {
    added: 'The description is added.',
    removed: 'The description is removed.',
    changed: 'The description changes.',
  },
  minSeconds: {
    added: 'The shortest duration is {{after}}.',
    changed: 'The shortest duration changes from {{before}} to {{after}}.',
  },
  maxSeconds: {
    added: 'The longest duration is {{after}}.',
    changed: 'The longest duration changes from {{before}} to {{after}}.',
  },
  pendingTtlSeconds: {
    added: 'Requests expire after {{after}}.',
    changed: 'Requests expire after {{after}} instead of {{before}}.',
  },
  precedence: {
    added: 'The precedence is {{after}}.',
    changed: 'The precedence changes from {{before}} to {{after}}.',
  },
  distinctApprovers: {
    yes: 'Each person counts once in a whole request.',
    no: 'The same person may count in several steps.',
  },
  justification: {
    yes: 'A justification is required.',
    no: 'A justification is not required.',
    nowYes: 'A justification is now required.',
    nowNo: 'A justification is no longer required.',
  },
  ticket: {
    yes: 'A ticket is required.',
    no: 'A ticket is not required.',
    nowYes: 'A ticket is now required.',
    nowNo: 'A ticket is no longer required.',
  },
  condition: {
    account: 'the account “{{account}}” anywhere',
    resource: 'any account on “{{resource}}”',
    both: 'the account “{{account}}” on “{{resource}}”',
    first: 'It applies to {{condition}}.',
    added: 'It also applies to {{condition}}.',
    removed: 'It no longer applies to {{condition}}.',
    replaced: 'It applies to {{after}}, and no longer to {{before}}.',
  },
  step: {
    removed: '{{step}} is removed.',
    first: '{{step}}: {{rule}}.',
    added: '{{step}} is added: {{rule}}.',
    moved: '{{step}} becomes {{place}}.',
    rule: '{{approvals}} from {{approvers}}',
    nameRemoved: '{{step}} no longer has a name; it was {{before}}.',
    nameAdded: '{{step}} had no name before.',
    nameChanged: '{{step}} was called {{before}} before.',
    required: '{{step}} needs {{after}} instead of {{before}}.',
  },
  approver: {
    added: '{{who}} may now approve {{step}}.',
    removed: '{{who}} may no longer approve {{step}}.',
  },
  bypass: {
    nobody: 'nobody',
    nobodyFirst: 'Nobody',
    given: '{{who}} may break the glass.',
    taken: 'Nobody may break the glass any more; until now {{who}} could.',
    added: '{{who}} may now break the glass.',
    removed: '{{who}} may no longer break the glass.',
  },
  status: {
    archived: 'It is archived: new requests no longer match it.',
    active: 'It is restored: new requests match it again.',
  },
} as const;
