/** Steps, people and counts inside the sentences of the engine. */
export const engine = {
  /** A step in the middle of a sentence. */
  step: 'step {{position}}',
  namedStep: '“{{name}}” (step {{position}})',
  /** A step at the beginning of a sentence. */
  stepFirst: 'Step {{position}}',
  people_one: '{{count, number}} person',
  people_other: '{{count, number}} people',
  others_one: '{{count, number}} other',
  others_other: '{{count, number}} others',
  approvals_one: '{{count, number}} approval',
  approvals_other: '{{count, number}} approvals',
  accounts_one: '{{count, number}} account',
  accounts_other: '{{count, number}} accounts',
  personGone: 'a person who no longer exists',
  personGoneFirst: 'A person who no longer exists',
  group: 'the group {{name}}',
  groupFirst: 'The group {{name}}',
  groupGone: 'a group that no longer exists',
  groupGoneFirst: 'A group that no longer exists',
  // Ledgers of rules 1 recorded these sentences and those of `reason` and `match`: do not change them (docs/decisions/0027).
  shortage: {
    nobody_one: '{{step}} needs {{count, number}} more approval, and nobody who is free to give it is left.',
    nobody_other: '{{step}} needs {{count, number}} more approvals, and nobody who is free to give them is left.',
    few_one:
      '{{step}} needs {{count, number}} more approval, and only {{found}} can be found for it: it lacks {{lacking}}.',
    few_other:
      '{{step}} needs {{count, number}} more approvals, and only {{found}} can be found for them: it lacks {{lacking}}.',
  },
  reason: {
    personDisabled: '{{person}} was disabled.',
    personBecameAuditor: '{{person}} became an auditor.',
    clockCorrected: 'The clock was corrected; this had begun at a time that has not come yet.',
  },
  match: {
    any: 'Its condition',
    resource: 'Its condition (resource {{resource}})',
    account: 'Its condition (account {{account}})',
    both: 'Its condition (resource {{resource}} and account {{account}})',
    only: '{{condition}} matches, and no other active policy does.',
    wins: '{{condition}} matches; it goes before “{{other}}” because {{difference}}.',
    loses: '{{condition}} matches, but “{{other}}” goes before it because {{difference}}.',
    difference: {
      PRECEDENCE: 'its precedence is higher ({{its}} against {{other}})',
      EXACT_FIELDS:
        'their precedence is the same, and it names more of resource and account without wildcards ({{its}} against {{other}})',
      LITERALS: 'their precedence is the same, and it spells out more characters ({{its}} against {{other}})',
      WILDCARDS: 'their precedence is the same, and it has fewer wildcards ({{its}} against {{other}})',
      AGE: 'their precedence is the same, their patterns are equally exact, and it is the older policy',
    },
  },
  remedy: {
    enable: 'Enable {{person}} again.',
    changeRole: '{{person}} is an auditor now: give them another role.',
    readd: 'Add {{person}} to {{groups}} again.',
    enableChangeRole: 'Enable {{person}} again, and give them another role: they are an auditor now.',
    enableReadd: 'Enable {{person}} again, and add them to {{groups}} again.',
    changeRoleReadd: '{{person}} is an auditor now: give them another role, and add them to {{groups}} again.',
    enableChangeRoleReadd:
      'Enable {{person}} again, give them another role (they are an auditor now), and add them to {{groups}} again.',
  },
} as const;
