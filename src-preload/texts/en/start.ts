/** The texts of src-renderer/start/: the first screen, founding a desk, and a desk that cannot be opened. */
export const start = {
  welcome: {
    page: 'Welcome',
    title: 'Welcome to Countersign',
    explanation:
      'The approval desk for privileged access: who may use which account, decided by more than one person, and kept in a record that shows every later change to it.',
    found: 'Found a desk',
    foundExplanation:
      'A real one. People sign in with keys of their own, and their decisions count. It takes about three minutes, and a printer or a safe place for two pages.',
    train: 'Try it in training',
    trainExplanation:
      'Invented people, requests under way, and a clock that you can move. Nothing in it is real access, and nothing made in it passes for real.',
    open: 'Open an existing desk…',
    recent: 'Recent desks…',
  },
  folder: {
    unreadable: 'The content of {{directory}} cannot be read. Choose another folder.',
    empty: 'There is no desk in {{directory}}. You can found one there, or choose another folder.',
    taken: 'There is a desk in {{directory}} already. Choose another folder, or leave this page and open that one.',
    choose: 'Choose another folder…',
  },
  other: {
    title: 'Open another desk',
    list: 'Desks that were opened here lately',
    none: 'No desk was opened on this machine yet.',
    kind: { real: 'real desk', training: 'training desk' },
    opened: 'last opened {{at}}',
    isOpen: 'open now',
    gone: {
      nothing: 'There is no desk in this folder any more.',
      unreadable: 'This folder cannot be read now.',
    },
    open: 'Open',
    openSpoken: 'Open {{name}} in {{directory}}',
    forget: 'Remove {{name}} in {{directory}} from this list',
    forgetHint: 'Remove from this list. Nothing in the folder changes.',
    leaves: 'The desk that is open is closed in all its windows, and everyone is signed out of it.',
    empty: 'There is no desk in {{directory}}. Choose another folder.',
    train: 'Open training',
    choose: 'Choose a folder…',
  },
  refused: {
    page: 'The desk cannot be opened',
    title: 'This desk cannot be opened',
    unknown: 'The desk cannot be opened. Try again, or choose another folder.',
    everything: 'Everything that was found',
    unchanged: 'Nothing in it was changed.',
    again: 'Try again',
  },
  found: {
    title: 'Found a desk',
    leave: 'Leave without founding',
    next: 'Next: {{step}}',
    submit: 'Found the desk',
    toChoose: 'not chosen yet',
    toFill_one: '{{count, number}} thing to fill in',
    toFill_other: '{{count, number}} things to fill in',
    step: { desk: 'The desk', admin: 'The first admin', passphrase: 'Your passphrase', review: 'Review' },
    field: {
      directory: 'Folder',
      name: 'Name of the desk',
      username: 'Username',
      personName: 'Name',
      email: 'E-mail',
      passphrase: 'Passphrase',
    },
    nameHint: 'What people call it. Its first entry contains this name, and it stays for good.',
    nameExample: 'Harbour Line operations',
    directoryHint: 'A folder on this machine that is backed up, and that only you can read.',
    usernameHint: 'Short, and never changed later. You sign in with it.',
    usernameExample: 'carol',
    personNameExample: 'Carol Dufresne',
    emailExample: 'carol@example.com',
    missing: 'missing',
    desk: 'The desk',
    admin: 'The first admin',
    inBrackets: '({{username}})',
    chosen: 'chosen; strong',
    before: 'Before the desk can be founded:',
    wrongField: '{{field}}: {{mistake}}',
    choosePassphrase: 'Passphrase: choose one.',
  },
  advice: {
    desk: {
      title: 'What founding does',
      first:
        'It makes the first entry of a ledger. Every decision of this desk will be signed and chained to that entry.',
      second:
        'The fingerprint of the first entry is the fingerprint of the desk. An auditor verifies against it later, so that nobody can put another desk in its place.',
      third: 'One desk serves one workstation and all people who use it.',
    },
    admin: {
      title: 'What an admin does',
      first: 'Keeps policies, people and groups. An admin is not an approver by role: policies name the approvers.',
      second:
        'You add all other people once the desk is founded. Each gets a code for one sign-in, and chooses a passphrase that only they know.',
      third: 'Add a second admin soon: only another admin can reset your key.',
    },
    passphrase: {
      title: 'Why it must be strong',
      first: 'Your passphrase seals the key with which you sign. The sealed key is a file on this machine.',
      second:
        'A person who copies that file can try passphrases for as long as they like. Only a passphrase that is hard to guess protects your signature.',
      third:
        'Nobody can look it up or reset it for you, except another admin, or you with the recovery kit that is made at the end.',
    },
    review: {
      title: 'What happens next',
      first: 'The desk is founded, and you are signed in.',
      second: 'You see its fingerprint. Print it or save it, and keep it away from this machine.',
      third:
        'The recovery kit opens on a page of its own. Print it and lock it away: it is the way back in if the passphrase of the last admin is lost.',
    },
  },
  founded: {
    page: 'The desk is founded',
    title: '{{desk}} is founded',
    keepApart: 'Keep two things away from this machine.',
    fingerprint: 'Its fingerprint',
    fingerprintUse:
      'An auditor verifies against it later. A ledger that is rewritten from its beginning gets another fingerprint, and a copy kept elsewhere shows it. It is not a secret.',
    print: 'Print or save…',
    kit: 'The recovery kit',
    kitUse:
      'It has opened on a page of its own. Print it, and lock it away in a place that more than one person knows. It is the way back in if the passphrase of the last admin is lost, and a person who holds it can become an admin.',
    kitOnce: 'It is shown only once. You can make a new one in the settings, which makes this one useless.',
    go: 'Go to the desk',
  },
} as const;
