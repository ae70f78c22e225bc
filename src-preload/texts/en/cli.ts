/** The output of the command line. */
export const cli = {
  usage: `The approval desk for privileged access, from the command line.

  desk play FILE [--workspace DIR] [--start ISO-TIME]   play a scenario in a training workspace; FILE - is standard input
  desk verify WORKSPACE [--head FILE]                   check a ledger, against a checkpoint if one is named; exit 0 intact,
                                                        1 broken, 2 unreadable
  desk head WORKSPACE                                   print the newest event as a checkpoint, to save it elsewhere
  desk found DIR --name NAME --as USERNAME --full-name NAME --email ADDRESS
                                                        found a real desk; its first person is an admin
  desk enrol WORKSPACE --as USERNAME                    sign in for the first time, with a one-time code
  desk call WORKSPACE AREA.VERB [JSON] --as USERNAME    call a verb of the contract on a real desk
  desk policies export WORKSPACE [FILE] --as USERNAME   write the active policies as YAML, to FILE or standard output
  desk policies plan WORKSPACE [FILE] --as USERNAME     show what a policy file would change; without FILE, standard input
  desk policies apply WORKSPACE [FILE] --as USERNAME    apply it, all or nothing
  desk policies propose WORKSPACE [FILE] --as USERNAME  propose it, for another admin to approve
  desk passphrase WORKSPACE --as USERNAME               change your passphrase
  desk confirm-clock WORKSPACE --as USERNAME            confirm that the clock of this machine is right if it is far ahead of the
                                                        ledger; anyone can up to 30 days, only an admin beyond that
  desk correct-clock WORKSPACE --as USERNAME            an admin vouches for the clock, even if it is behind the ledger
  desk enrol-desk-key WORKSPACE --as USERNAME           make a new key for the desk itself if its key file is lost or replaced;
                                                        proposed while four eyes is on
  desk --help                                           this page

A real desk asks for passphrases and codes in the terminal, without showing them; with --passphrase-fd N it reads them from
file descriptor N instead, one per line. With --confirm-clock, call, policies, passphrase and enrol-desk-key confirm the
clock when they sign in. Exit status of found, enrol, call, policies, passphrase, confirm-clock, correct-clock and
enrol-desk-key: 0 done, 1 refused, 2 unusable.

A scenario has one JSON object per line; docs/contract.md describes it. Exit status of play: 0 if every call was answered
as its line expects, 1 if one was not, 2 if the file is malformed or the workspace is refused.`,
  nameCommand: 'Name a command and one file or folder.',
  noSuchCall: 'desk {{command}}: there is no such command, or it takes other arguments.',
  nameWorkspace: 'Name the workspace.',
  nameVerb: 'Name the verb to call.',
  sayWho: 'Say who you are: --as USERNAME.',
  notFromHere: 'You cannot call verbs of session and workspace here; desk --help lists the commands for them.',
  notJson: 'The input is not JSON.',
  wrongInput: 'The input is wrong: {{problem}}',
  wrongField: '{{field}}: {{problem}}',
  training: 'This is a training workspace; play a scenario in it with desk play.',
  unusable: 'The workspace in {{directory}} cannot be used: {{reason}}',
  unreadable: '{{file}} cannot be read: {{reason}}',
  unwritable: '{{file}} cannot be written: {{reason}}',
  warning: 'Warning: {{text}}',
  verifying: '{{checked}} of {{events}} events checked, about {{left}} left',
  deskKeyProposed:
    'Four eyes on rules is on, so this is proposal {{number}}; nothing was changed yet. Another admin has to approve it at the machine that will keep the key:',
  prompts: {
    passphrase: 'Passphrase',
    newPassphrase: 'New passphrase',
    code: 'One-time code',
    firstAdmin: 'Passphrase for the first admin',
  },
  head: {
    notJson: '{{file}} is not a checkpoint. It is not JSON.',
    wrong: '{{file}} is not a checkpoint. {{problem}}',
  },
  play: {
    start: '--start takes an ISO 8601 time with a zone, like 2026-01-31T09:00:00Z.',
    exists: 'There is a workspace in {{workspace}} already; --start is for new ones.',
  },
  policies: {
    verbs: 'desk policies takes export, plan, apply or propose.',
    oneStdin: 'Standard input cannot be both the file and the passphrase: name a file, or another descriptor.',
    exported_one: '{{count, number}} policy is in {{file}}.',
    exported_other: '{{count, number}} policies are in {{file}}.',
    warning: 'line {{line}}: warning: {{message}}',
    problem: 'line {{line}}: {{message}}',
    broken: 'This file can change nothing until that is fixed.',
    end: { nothing: 'Nothing to change.', plan: 'Nothing was changed yet.', apply: 'All of it is done.' },
    proposed: 'This is proposal {{number}}. Nothing was changed yet; another admin has to approve it.',
    inFile: {
      create: 'create “{{name}}” (line {{line}})',
      update: 'update “{{name}}” (line {{line}})',
      archive: 'archive “{{name}}” (line {{line}})',
      restore: 'restore “{{name}}” (line {{line}})',
      unchanged: 'unchanged “{{name}}” (line {{line}})',
    },
    notInFile: {
      create: 'create “{{name}}” (not in the file)',
      update: 'update “{{name}}” (not in the file)',
      archive: 'archive “{{name}}” (not in the file)',
      restore: 'restore “{{name}}” (not in the file)',
      unchanged: 'unchanged “{{name}}” (not in the file)',
    },
    counts:
      '{{create}} to create, {{update}} to update, {{archive}} to archive, {{restore}} to restore, {{unchanged}} unchanged.',
    tooLarge: '{{file}} is too large: at most {{most, number}} characters at once.',
    notUtf8: '{{file}} is not UTF-8 text.',
  },
  secrets: {
    notDescriptor: '--passphrase-fd takes the number of a file descriptor, not {{fd}}.',
    unreadable: 'Nothing can be read from file descriptor {{fd}}.',
    lines_one: 'File descriptor {{fd}} must give one line, and gave {{found}}.',
    lines_other: 'File descriptor {{fd}} must give {{count}} lines, and gave {{found}}.',
    noTerminal: 'There is no terminal to ask for the passphrase; use --passphrase-fd.',
    notGiven: 'The passphrase was not given.',
  },
} as const;
