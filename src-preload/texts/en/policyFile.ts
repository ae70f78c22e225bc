/** Policies as code: what is wrong with a policy set, and the comments in an exported one. */
export const policyFile = {
  empty: 'There is nothing in this file. It must begin with apiVersion and kind.',
  notASet: 'This must be a policy set: apiVersion, kind and policies.',
  notAPolicy: 'This must be a policy, with its fields.',
  tooMany:
    'This and the policies after it are too many: a file holds at most {{most, number}}. Import them in several files.',
  tooManyToExport:
    'These are too many for one file, which holds at most {{policies, number}} policies and {{characters, number}} characters. Export some of them at a time.',
  namesRemovedGroup:
    'The policy “{{name}}” names {{group}}, which was removed, and a file identifies groups by name. Change the policy before you export it.',
  changedSince: 'Nothing was changed. A policy was changed after this plan was made. Make a new plan and check it.',
  readAs: 'It is read as a {{kind}} here; put it in quotation marks.',
  repeatedName: 'name: There is a policy named “{{name}}” in line {{line}} already.',
  unknownPerson: 'There is no person with the username “{{username}}”.',
  unknownGroup: 'There is no group named “{{name}}”.',
  mustName: 'This must name a person by username or a group by name: {{person}} or {{group}}.',
  mustBeStatus: 'This must be active or archived.',
  mustBeVersion: 'This must be {{version}}, the version of this format.',
  mustBeKind: 'This must be {{kind}}.',
  mustBePolicies: 'This must be a list of policies.',
  comments: {
    training: 'TRAINING: from a desk on which nothing is real.',
    names: 'People by username, groups by name. A policy is identified by its name, and becomes what this file says.',
    complete: 'complete: true would archive every policy of the desk that this file does not name.',
  },
  yaml: {
    anchor: 'There is an anchor here. Anchors and aliases are not supported; write the value in full.',
    alias: 'There is an alias here. Anchors and aliases are not supported; write the value in full.',
    tag: 'There is a tag here. Tags are not supported; leave it out.',
    tagFailed: 'There is a tag here, or a value that does not fit its tag. Leave tags out.',
    directive: 'There is a directive here. Directives are not supported; leave it out.',
    document: 'Another document begins here. A file holds one.',
    deep: 'Lists and maps are nested too deeply here.',
    complexKey: 'The name of a field must be a text; “?” begins another kind.',
    keyNotText: 'The name of a field must be a text.',
    tooMuch: 'From here on the file is too large. Import it in several files.',
    closed: 'A bracket closes here that was not opened.',
    unended: 'A quotation mark opens a value here, and none closes it.',
    unendedBracket:
      'A bracket that was opened before this is not closed, or this line is not indented enough to be inside it.',
    glued:
      'A # after a blank begins a comment here, so the text after it is not part of the value. Put the whole value in quotation marks, or a blank after the #.',
    unreadable: 'A character of this could not be read. Save the file as UTF-8.',
    emptyField: '“{{name}}” is empty. Write its value, in quotation marks if it begins with #, or leave the field out.',
    repeatedField: '“{{name}}” is repeated; it is in line {{line}} already.',
    tab: 'A tab indents this line. Indent it with blanks.',
    missing: 'A bracket, a quotation mark or a comma is missing here.',
    indent: 'This line is not indented like the lines that it belongs to.',
    unparsable: 'This cannot be read as YAML: {{reason}}',
    quote: "{{message}} If this should be text, put it in quotation marks: '{{value}}'.",
  },
} as const;
