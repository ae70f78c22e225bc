/** What the desk answers, above all why it refuses a call. The groups are the folders of src-main/desk. */
export const desk = {
  failed: 'Something went wrong inside Countersign; nothing was changed. It is in the log as {{id}}.',
  whatIfFailed:
    'Something went wrong inside Countersign, and the what-if did not finish. It is in the log as {{id}}. Run it again.',
  checkFailed:
    'Something went wrong inside Countersign, and the check did not finish. It is in the log as {{id}}. Run it again.',
  mark: {
    nothingToKeep:
      'There is nothing to keep. A mark needs a check of yours that has looked at every event and found the ledger intact. Verify the ledger first.',
    why: {
      changed: 'Your mark was damaged or changed.',
      notYours: 'The mark under your name was not signed with the key with which you are signed in.',
      otherDesk: 'The mark under your name belongs to another desk.',
      tables: 'Your mark was made by a version of Countersign with other tables.',
      rules: 'The desk had rules {{before}} when you made your mark, and has rules {{now}} by now.',
      file: 'The state that was saved with your mark was damaged, changed or removed.',
      ledger: 'The events up to your mark are not stored any more as they were when you verified them.',
    },
  },
  noCall: 'There is no call {{area}}.{{verb}}.',
  openAlready: 'A desk that is open cannot open another one.',
  closed: 'The desk was closed before it could answer.',
  kernel: {
    notSignedIn: 'Nobody is signed in, or the person signed in was disabled. Sign in first.',
    badCursor: 'This is not a cursor of this list; begin at its first page.',
    forRoles: 'This is for {{roles}} only.',
    roles: { admin: 'admins', member: 'members', auditor: 'auditors' },
    passphraseNeeded: 'Your passphrase was given too long ago to decide with it. Give it again.',
    writtenByNewer:
      'This desk was written by a newer version of Countersign, with rules that this version does not know. Use the newer version.',
    CLOCK_WENT_BACK:
      'The clock of this machine is behind the newest entry of the ledger. Nothing can be decided until the clock is set right, or an admin vouches for it.',
    CLOCK_LEAPT:
      'The clock of this machine is far ahead of the newest entry of the ledger. Nothing can be decided until the clock is confirmed or set right.',
    notFound: {
      person: 'There is no such person, or you may not see it.',
      group: 'There is no such group, or you may not see it.',
      policy: 'There is no such policy, or you may not see it.',
      request: 'There is no such request, or you may not see it.',
      grant: 'There is no such grant, or you may not see it.',
      proposal: 'There is no such proposal, or you may not see it.',
    },
    otherKind: 'This is the id of {{found}}, not of {{wanted}}.',
    kinds: {
      person: 'a person',
      group: 'a group',
      policy: 'a policy',
      request: 'a request',
      grant: 'a grant',
      proposal: 'a proposal',
    },
    noSuchField: 'There is no such field.',
    mustBeInput: 'The input must be an object with the fields of this call.',
    mustBe: {
      object: 'This must be an object with fields of its own.',
      array: 'This must be a list.',
      string: 'This must be text.',
      number: 'This must be a number.',
      int: 'This must be a whole number.',
      boolean: 'This must be true or false.',
      other: 'This must be a value of another kind.',
    },
  },
  accounts: {
    coverageForbidden:
      'Which accounts a policy gates is for admins and auditors only. Leave the coverage out to see the accounts.',
    repeatedRow: 'This account is row {{row}} already, with another kind or owner.',
  },
  grants: {
    ownOnly: 'Members ask about their own access only.',
    because: {
      never: '{{holder}} never had a grant for {{account}} on {{resource}}.',
      notBegun:
        '{{holder}} has a grant for {{account}} on {{resource}} that begins at {{startsAt}}, and this machine’s clock has not reached that time.',
      active:
        '{{holder}} has no active grant for {{account}} on {{resource}}; the last one ended when its time was up.',
      expired:
        '{{holder}} has no active grant for {{account}} on {{resource}}; the last one ended when its time was up.',
      revoked: '{{holder}} has no active grant for {{account}} on {{resource}}; the last one was revoked.',
      released: '{{holder}} has no active grant for {{account}} on {{resource}}; the last one was given back.',
      open: '{{holder}} has an active grant for {{account}} on {{resource}}.',
      bypassed:
        '{{holder}} has an active grant for {{account}} on {{resource}}: it was opened by break-glass, without the approvals, by request #{{number}}.',
      approved:
        '{{holder}} has an active grant for {{account}} on {{resource}}: request #{{number}} was approved by {{approvers}}.',
    },
    others_one: '{{count}} other',
    others_other: '{{count}} others',
    someone: 'someone',
  },
  groups: { tooManyMembers: 'A group has at most {{most, number}} members.' },
  notices: { notFound: 'There is no such notification, or it is not yours.' },
  host: {
    noDesk: 'No desk is open. Found one, or open one that exists.',
    openAlready: 'A desk is open in this window. To open another one, start Countersign with --workspace=FOLDER.',
    opening: 'The workspace in {{directory}} is being opened again.',
    removed: 'The workspace in {{directory}} was removed while it was open. Put it back, or choose another folder.',
    occupied: 'This folder holds a desk already. Choose an empty folder, or open that desk.',
    unusableFolder: 'Nothing can be stored in this folder: the system says {{code}}.',
  },
  open: {
    realHere: 'This folder holds a real workspace; scenarios are played in training workspaces only.',
    noDesk: 'There is no desk in {{directory}}.',
    brokenOff: 'No desk was founded in {{directory}}; the founding was interrupted.',
  },
  ledger: {
    nothingToPrint: 'There is no result to print. Verify the ledger first.',
    noHead: 'No desk was founded in {{path}}; it has no newest event.',
  },
  people: {
    noCodes: 'No code was issued. {{why}}',
    noCodesForOthers_one: '{{count, number}} more person cannot get a code.',
    noCodesForOthers_other: '{{count, number}} more people cannot get a code.',
    keysForbidden: 'Only admins may filter people by their keys.',
    noCodesInTraining: 'A training desk has no one-time codes: everyone can be anyone there.',
    alike: 'Nothing was changed. {{sentence}} Choose another name, or save it anyway if the name is correct.',
  },
  policies: {
    noVersion: 'This policy has no version {{version}}.',
    restoreGone:
      'This policy names a person or group that is gone. {{message}} Change the policy before you restore it.',
    whatIfGone: 'This what-if is no longer kept. Run it again.',
    notWhatIf: 'This is the id of something else, not of a what-if.',
    nameTaken: 'There is a policy named “{{name}}” already; archived policies keep their names.',
    unknownRef: {
      person: 'This person does not exist, or no longer does. Take it out of the list.',
      group: 'This group does not exist, or no longer does. Take it out of the list.',
    },
    thisDraft: 'this draft',
  },
  proposals: {
    notProposable: 'This call cannot be proposed; make it directly.',
    needsNoApproval: 'This changes nothing that needs a second admin; make the call directly.',
    tooManyChanges:
      'This would be {{count, number}} changes. A proposal holds at most {{most, number}}, so that a person can read it; propose it in parts.',
    outdated: 'This proposal no longer fits the desk as it is. {{label}} {{why}}',
    cannotCarryOut: 'Nothing was changed, because this proposal no longer fits the desk as it is. {{label}} {{why}}',
    losesOwnRole: 'It takes your own role away before all of it is done, so another admin must approve it.',
  },
  session: {
    noPassphrases: 'A training desk has no passphrases, codes or keys of people. Choose who you are instead.',
    wrongPair:
      'Username and passphrase do not belong together. If you were given a one-time code, sign in with that first.',
    wrongPassphrase: 'This is not your passphrase.',
    wrongPassphraseNow: 'This is not the passphrase that you have now.',
    weak: 'This passphrase is too easy to guess. {{advice}}',
    moreWords: 'Use more words.',
    noSuchCode:
      'This code does not belong to this username, or it was used or replaced. Compare it with the paper, or ask an admin for a new one.',
    codeExpired: 'This code has expired. Ask an admin for a new one.',
    noSuchKit:
      'This is not the recovery kit in force, or the username is not that of an admin. A kit that was used or replaced no longer works.',
    slowed_one: 'Too many tries have failed. Try again in {{count, number}} second.',
    slowed_other: 'Too many tries have failed. Try again in {{count, number}} seconds.',
    trainingClockOnly: 'Only the clock of a training workspace can be moved.',
    becomeInTrainingOnly: 'You can become someone else only in a training workspace. Sign in instead.',
    noKitInTraining: 'A training desk needs no recovery kit: it has no passphrases to lose.',
    noDeskKeyInTraining: 'A training desk keeps its key in its workspace file, so it needs no new one.',
    recoveryUsed: 'The recovery kit was used for a new key of {{name}}.',
    noRecoveryKit:
      'This desk has no recovery kit. If the last admin loses the passphrase, nobody can let them in again.',
    someone: 'someone',
  },
  settings: {
    noFirstSteps: 'Only a real desk has first steps.',
    adminsOnly: 'Only admins change this. You may change the single-letter keys and the time for undoing yourself.',
  },
  views: {
    gone: 'You have no such view any more. Save it again if you still want it.',
    notView: 'This is the id of something else, not of a view.',
    nameTaken: 'You have a view named “{{name}}” already. Choose another name.',
    tooMany: 'You have {{most}} views already. Remove one that you no longer need.',
  },
} as const;
