/** What is wrong with a scenario or a call in it (src-main/desk/scenario). */
export const scenario = {
  line: 'Line {{line}}: {{problem}}',
  notJson: 'this is not JSON ({{reason}}).',
  notAnObject: 'this is not a JSON object.',
  unknown: 'this is neither a call (as, do), nor advance, nor note.',
  malformed: '{{field}}: {{problem}}.',
  malformedLine: 'the line: {{problem}}.',
  saveName: 'a name has letters, digits, _ and -',
  clock: 'Line {{line}}: the clock cannot be moved so far. {{why}}',
  nobody: 'There is no enabled person with the username {{username}}.',
  neverSaved: '{{reference}} refers to something that was never saved.',
  noSession: 'A scenario has no session; each line says who calls.',
} as const;
