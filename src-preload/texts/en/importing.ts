/** What is wrong with a file to be imported: CSV and JSON, people and accounts. */
export const importing = {
  refused_one: 'Nothing was imported. Line {{line}} of the file is wrong. {{problem}}',
  refused_other:
    'Nothing was imported. {{count, number}} lines of the file are wrong; the first is line {{line}}. {{problem}}',
  changedSince: {
    inventory:
      'Nothing was imported. The inventory changed after this plan was made. Check what the file would change now, then import it.',
    people:
      'Nothing was imported. A person or a group changed after this plan was made. Check what the file would change now, then import it.',
  },
  alike:
    'Nothing was imported. Line {{line}}: {{message}} Correct the file, or import it anyway if the names are correct.',
  alikeMore_one:
    'Nothing was imported. Line {{line}}: {{message}} So do names in {{count, number}} more of its lines. Correct the file, or import it anyway if the names are correct.',
  alikeMore_other:
    'Nothing was imported. Line {{line}}: {{message}} So do names in {{count, number}} more of its lines. Correct the file, or import it anyway if the names are correct.',
  empty: 'There is nothing in this file.',
  tooManyValues: 'This line has {{values}} values, and the header names {{columns}} columns.',
  unreadable: '{{column}}: a character of this could not be read. Save the file as UTF-8.',
  columns: { missing: 'Missing: {{names}}.', unknown: 'Unknown: {{names}}.', repeated: 'Named twice: {{names}}.' },
  csv: {
    unreadable: 'From here on this cannot be read as CSV.',
    notClosed: 'A quotation mark opens a value here, and none closes it.',
    badlyClosed:
      'The quoted value that begins here is not closed as it should be: inside it, a quotation mark is written twice; after it comes a comma or the end of the line.',
    tooLong: 'The row that begins here is too long. Perhaps a quotation mark opens a value and none closes it.',
    quoteInside:
      'There is a quotation mark inside a value here. Put the whole value in quotation marks, and write the inner one twice.',
  },
  json: {
    unreadable: 'From here on this cannot be read as JSON.',
    noList:
      'This must be a list: [ at its beginning, an object in {{braces}} for each account, commas between them, and ] at its end.',
    repeated: 'One object has “{{name}}” twice. Keep one of them.',
  },
  /** What an import changes in a row. `field` is one of `fields`. */
  change: {
    set: '{{field}}: {{after}}',
    changed: '{{field}}: {{before}} → {{after}}',
    removed: '{{field}}: {{before}} is removed',
  },
  fields: { kind: 'kind', owner: 'owner', name: 'name', email: 'e-mail', role: 'role' },
  accounts: {
    patternAsName: {
      resource:
        'resource: “{{name}}” is taken as a name, not as a pattern: it stands for one resource, with exactly these characters. If many are meant, leave this row out and write the pattern in a policy. A policy for this one alone says {{pattern}}.',
      account:
        'account: “{{name}}” is taken as a name, not as a pattern: it stands for one account, with exactly these characters. If many are meant, leave this row out and write the pattern in a policy. A policy for this one alone says {{pattern}}.',
    },
    header:
      'The first line must name the columns resource and account, and may name kind and owner, with commas between them.',
    tooMany:
      'This and the lines after it are too many: a file holds at most {{most, number}} accounts. Import them in several files.',
    repeated: 'The account {{account}} on {{resource}} is in line {{line}} already.',
    mustBeObject: 'This must be an object with resource and account, and perhaps kind and owner.',
  },
  people: {
    noGroup: 'There is no group “{{name}}”.',
    groupFull_one: 'The group “{{name}}” is full: it has {{count}} member.',
    groupFull_other: 'The group “{{name}}” is full: it has {{count}} members.',
    quoted: '“{{name}}”',
    ambiguous_one:
      'groups: This can be the group “{{name}}”, and can be the group {{names}}. Write {{whole}} for the group “{{name}}”, or {{parts}} for the group {{names}}.',
    ambiguous_other:
      'groups: This can be the group “{{name}}”, and can be the groups {{names}}. Write {{whole}} for the group “{{name}}”, or {{parts}} for the groups {{names}}.',
    joins: 'joins {{group}}',
    cancels_one: 'cancels {{count}} open request',
    cancels_other: 'cancels {{count}} open requests',
    revokes_one: 'revokes {{count}} grant',
    revokes_other: 'revokes {{count}} grants',
    header:
      'The first line must name the columns username, name, email and role, and may name groups, with commas between them.',
    empty: 'There is nothing in this file. Its first line must name the columns.',
    tooMany:
      'This and the lines after it are too many: a file holds at most {{most, number}} people. Import them in several files.',
    repeated: 'The username “{{username}}” is in line {{line}} already.',
    groupList:
      'groups: This is not a list of names with ; between them. Put a name with a ; in quotation marks, and write them twice inside a quoted value: ""a;b"".',
  },
} as const;
