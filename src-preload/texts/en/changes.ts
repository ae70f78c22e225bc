/** Proposed changes in words. */
export const changes = {
  summary_one: '{{first}}, and {{count, number}} more change.',
  summary_other: '{{first}}, and {{count, number}} more changes.',
  labelAlone: '“{{sentence}}”:',
  label: 'Change {{position}} of {{total}}, “{{sentence}}”:',
  nameChanges: 'The name changes from {{before}} to {{after}}.',
  person: {
    add: {
      admin: 'Add {{name}} ({{username}}) as an admin.',
      member: 'Add {{name}} ({{username}}) as a member.',
      auditor: 'Add {{name}} ({{username}}) as an auditor.',
    },
    make: {
      admin: 'Make {{name}} an admin.',
      member: 'Make {{name}} a member.',
      auditor: 'Make {{name}} an auditor.',
    },
    role: 'The role is {{role}}.',
    email: 'The e-mail address is {{email}}.',
    enable: 'Enable {{name}}.',
    details: 'Change the details of {{name}}.',
    roleChanges: 'The role changes from {{before}} to {{after}}.',
    emailChanges: 'The e-mail address changes from {{before}} to {{after}}.',
    requestsCancelled_one: 'Open request {{requests}} of {{name}} is cancelled.',
    requestsCancelled_other: 'Open requests {{requests}} of {{name}} are cancelled.',
    grants_one: '{{count}} grant',
    grants_other: '{{count}} grants',
    grantsRevoked_one: '{{count}} active grant of {{name}} is revoked.',
    grantsRevoked_other: '{{count}} active grants of {{name}} are revoked.',
  },
  key: {
    reset: 'Reset the key of {{name}}.',
    issueCode: 'Issue a one-time code for {{name}}.',
    validity: 'The code can be used for {{duration}} from the approval.',
  },
  recoveryKit: {
    name: 'recovery kit',
    issue: 'Issue a new recovery kit; the previous one stops working.',
  },
  deskKey: {
    name: 'the desk’s own key',
    enrol:
      'Make a new key for the desk itself, at the workstation of the admin who approves; the previous one signs nothing any more.',
  },
  group: {
    create: 'Make the group “{{name}}”.',
    remove: 'Remove the group “{{name}}”.',
    members: 'Change who is in the group “{{name}}”.',
    rename: 'Rename the group “{{name}}”.',
    joins: '{{name}} joins the group.',
    leaves: '{{name}} leaves the group.',
  },
  policy: {
    create: 'Make the policy “{{name}}”.',
    update: 'Change the policy “{{name}}” (to version {{version}}).',
    archive: 'Archive the policy “{{name}}”; it no longer decides new requests.',
    restore: 'Restore the policy “{{name}}”; it decides new requests again.',
  },
  fourEyes: {
    name: 'four eyes on rules',
    on: 'Turn four eyes on rules on.',
    off: 'Turn four eyes on rules off.',
  },
} as const;
