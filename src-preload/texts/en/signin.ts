/** The texts of src-renderer/signin/: the ways in, the passphrase and the recovery kit. */
export const signin = {
  page: 'Sign in',
  desk: 'Desk <fingerprint/>',
  title: 'Sign in',
  locked: 'Locked. {{name}}, sign in again.',
  submit: 'Sign in',
  username: 'Username',
  passphrase: 'Passphrase',
  newPassphrase: 'New passphrase',
  again: '{{field}} again',
  typeUsername: 'Type your username.',
  typePassphrase: 'Type your passphrase.',
  typeCode: 'Type the code.',
  other: 'Sign in as another person',
  toCode: 'I have a one-time code',
  toKit: 'Use the recovery kit',
  toSignIn: 'Back to sign in',
  wait: 'Too many tries have failed. Wait {{duration}} before the next one.',
  waitSpoken: 'Too many tries have failed. Wait for about {{duration}} before the next one.',
  choosePassphrase: 'Choose a passphrase.',
  guessable: 'This can be guessed too easily.',
  different: 'The two are not the same.',
  whyStrong:
    'It seals the key with which you sign. A person who copies the file with the sealed key can try passphrases for as long as they like, and nobody can look it up for you.',
  codeHint: 'Capitals, spaces and hyphens make no difference.',
  enrol: {
    title: 'Sign in with a one-time code',
    explanation:
      'An admin gives you the code for your first sign-in, or for a new key after a reset. It works once, until the time that stands beside it.',
    code: 'One-time code',
    submit: 'Set the passphrase and sign in',
  },
  recover: {
    title: 'Use the recovery kit',
    explanation: 'For an admin whose passphrase is lost, when no other admin is there to reset the key.',
    newKey: 'You get a new key. The old one signs nothing any more; what it has signed stays valid.',
    older: 'The new key decides no request that was filed before. Other approvers can.',
    seen: 'All people will see it: the ledger keeps it for good, and every admin and auditor gets an alert until they acknowledge it.',
    code: 'Code from the recovery kit',
    submit: 'Use the kit and sign in',
  },
  change: {
    title: 'Change your passphrase',
    current: 'Current passphrase',
    typeCurrent: 'Type the passphrase that you have now.',
    submit: 'Change the passphrase',
    done: 'Your passphrase is changed',
    doneExplanation:
      'From now on the new one opens your key. A copy of the old sealed key, in a backup for example, still opens with the old passphrase; if another person may have seen it, ask an admin to reset your key.',
  },
  confirm: {
    title: 'Your passphrase, please',
    /** The time is a duration. */
    explanation:
      'You are <b>{{name}}</b> ({{username}}), {{role}}. Your key signs what you do here, and you gave your passphrase more than {{time}} ago.',
    explanationAWhile:
      'You are <b>{{name}}</b> ({{username}}), {{role}}. Your key signs what you do here, and you gave your passphrase a while ago.',
    submit: 'Continue',
  },
  kit: {
    question: 'Make a new recovery kit?',
    confirm: 'Make the kit',
    explanation:
      'It opens on a page of its own, once. Print it and lock it away: a person who holds it can become an admin of this desk. It makes every earlier kit useless.',
    explanationProposed:
      'It opens on a page of its own, once, for the admin who approves it. Print it and lock it away: a person who holds it can become an admin of this desk. It makes every earlier kit useless.',
  },
  clock: {
    label: 'The clock of this machine',
    confirm:
      'If date and time are right, sign in: that confirms them. If they are wrong, set the clock of the system first.',
    adminConfirms:
      'If date and time are right, an admin who signs in confirms them. If they are wrong, set the clock of the system first.',
    behind:
      'The clock of this machine is behind the newest entry of the ledger. You can sign in, and an admin can correct the time of the desk.',
  },
} as const;
