/** The texts of src-renderer/settings/. */
export const settings = {
  title: 'Settings',
  saved: 'Saved.',
  appearance: { title: 'Appearance', light: 'Light', dark: 'Dark', auto: 'As the system' },
  letters: {
    title: 'Single-letter keys',
    label: 'Single letters act while nothing is being typed',
    description:
      'J and K go through a list, A approves, R rejects, Q asks, Z undoes a decision, ? shows them all. Switch them off if you dictate, or press them by mistake. You can do everything without them.',
  },
  undo: {
    title: 'Undo',
    label: 'Wait before an approval or a rejection is signed',
    description:
      'Seconds in which you can still undo it. With 0 it is signed at once. Any person at this workstation may change this.',
    save: 'Save the time',
    now: 'It is {{seconds}} s now.',
    suffix: ' s',
  },
  fourEyes: {
    title: 'Four eyes on rules',
    label: 'A second admin approves changes to rules',
    on: 'On: a second admin approves changes to rules.',
    off: 'Off: each admin changes rules alone, at once.',
    needs:
      '<b>Needs a second admin:</b> changes to policies and groups, roles, adding and enabling people, one-time codes and key resets, a new recovery kit, a new key for the desk, and turning this off. An admin proposes the change; another admin, whose key is older than the proposal, approves it.',
    exempt:
      '<b>Does not:</b> disabling people, names and e-mail addresses, the list of accounts, deciding requests, and ending access. It takes two enabled admins who have a key; while it is on, the last two cannot be disabled or demoted.',
    question: 'Turn four eyes on rules on?',
    confirm: 'Turn it on',
    consequence:
      'From now on no admin changes a rule alone, you included. Turning it off again needs another admin, too.',
  },
  locking: {
    title: 'Locking',
    lockAfter: 'Lock after',
    lockValue_one: '{{count, number}} minute without use',
    lockValue_other: '{{count, number}} minutes without use',
    askAfter: 'Ask again after',
    askValue_one: '{{count, number}} minute since you gave the passphrase',
    askValue_other: '{{count, number}} minutes since you gave the passphrase',
    lockDescription: 'Minutes without use. The desk locks at once when the machine sleeps or its screen locks.',
    askLabel: 'Ask for the passphrase again after',
    askDescription: 'Minutes since it was given. After that, the next action asks for it once more.',
    suffix: ' min',
    save: 'Save the times',
    now: 'It is {{lock}} min and {{ask}} min now.',
  },
  keys: {
    title: 'Keys',
    yours: 'Your key',
    change: 'Change passphrase…',
    yoursDescription: 'Your passphrase seals the key with which you sign. Changing it keeps the key.',
    desk: 'The desk’s key',
    state: {
      missing: 'Missing at this workstation',
      damaged: 'Damaged at this workstation',
      closed: 'Cannot be opened here',
      another: 'The desk key at this workstation is a different one',
    },
    kept: { system: 'Kept by the system', file: 'Kept in a file' },
    keptDescription: {
      system: 'The key store of this system. Only this user can use it, on this machine.',
      file: 'A file that only this user can read, because this system offers no real key store. A person who can read this user’s files can sign in the name of the desk: expiries and failed sign-ins, but nothing that a person decides.',
    },
    untilThen:
      'Until then the desk cannot record what time causes, and once something is due, it cannot record anything else either.',
    newDeskKey: 'New key for the desk…',
    kit: 'Recovery kit',
    newKit: 'New recovery kit…',
    kitDescription:
      'The way back in when the passphrase of the last admin is lost. A new kit makes the earlier one useless.',
  },
  newDeskKey: {
    question: 'Make a new key for the desk?',
    confirm: 'Make the key',
    explanation:
      'The desk signs with it what time causes: expiries and failed sign-ins. It is kept here. From then on the previous key signs nothing, even if it is found again.',
    explanationProposed:
      'The desk signs with it what time causes: expiries and failed sign-ins. It is made, and kept, at the workstation of the admin who approves it. From then on the previous key signs nothing, even if it is found again.',
  },
  desk: {
    application: 'Application',
    version: 'Countersign {{version}} on Electron {{electron}}',
    unknownVersion: 'unknown',
    title: 'This desk',
    name: 'Name',
    kind: 'Kind',
    real: 'Real. Decisions made here count.',
    training: 'Training. Nothing here is real access, and nothing made here passes for real.',
    clock: 'Clock',
    fingerprint: 'Fingerprint',
    fingerprintUse:
      'The hash of this desk’s first event. Two desks with the same name differ in this; compare it before you trust a file that claims to come from here.',
    print: 'Print or save…',
    leave: 'Leave training',
    leaveExplanation:
      'What you did here stays, and is there when you train again. You can then found a desk, or open one.',
  },
} as const;
