import type { FileMutation } from './files.ts';
import { broken } from './invariants.ts';
import type { Mutation } from './mutate.ts';

/** What follows from something else, or from time: nobody can leave it out, do it twice, or do it by itself. */
const FOLLOWS = new Set([
  'step.completed',
  'grant.started',
  'request.stuck',
  'request.unstuck',
  'request.expired',
  'grant.expired',
  'rules.adopted',
  'desk.founded',
]);

/** What follows from time or from a newer release, whoever comes next. */
const WHOEVER_COMES_NEXT = new Set(['request.expired', 'grant.expired', 'rules.adopted']);

/** What can happen twice in a row and say the same. */
const REPEATABLE = new Set(['passphrase.changed', 'signin.failed']);

const CHOSEN = 'Its author could have written or chosen this, and has signed it.';

const WORDS = 'Under rules 1 the desk said why in a sentence, and its words are not compared (decision 27).';

const PROPOSED =
  'Another admin could have been asked for this, and each change could have been made then. It binds nobody until it is approved.';

/** Fields that whoever causes an event fills in, and why another value of them is another true history. */
const FIELDS: readonly (readonly [field: RegExp, reason: string])[] = [
  [/^request\.(?:submitted|stuck) data\.because$/, WORDS],
  [/^(?:request\.cancelled data\.comment|grant\.revoked data\.reason)$/, `${CHOSEN} Or the desk did: ${WORDS}`],
  [/^signin\.failed data$/, 'It is about somebody else about whom it could be said as well.'],
  [/ data\.(?:comment|justification|ticket|reason)$/, CHOSEN],
  [/ data\.(?:admin\.)?(?:name|email|username|role)$/, CHOSEN],
  [/ data\.(?:resource|account|durationSeconds|requesterId)$/, CHOSEN],
  [/ data\.rules(?:\.|$)/, CHOSEN],
  [/ data\.rows(?:\.|$)/, CHOSEN],
  [/ data\.(?:memberIds|added|removed)(?:\.|$)/, CHOSEN],
  [/ data\.changes(?:\.N)?$/, PROPOSED],
  [/ data\.changes\.N\.data\.(?:name|email|role|username)(?:\.to)?$/, PROPOSED],
  [/ data\.changes\.N\.data\.(?:rules|memberIds|added|removed)(?:\.|$)/, PROPOSED],
  [/ data\.changes\.N\.data\.(?:id|personId|fourEyes)$/, PROPOSED],
  [/ data\.fourEyes$/, CHOSEN],
  [/ data\.personId$/, 'It is about somebody else about whom it could be said as well.'],
  [/ at$/, 'It could have happened at another moment between its neighbours.'],
  [
    /(?:\.(?:created|submitted|made|started) data\.id|data\.importId)$/,
    'Whoever makes something new gives it an id that nothing has.',
  ],
  [/ data\.(?:id|requestId|grantId)$/, 'It is about something else about which it could be said as well.'],
  [/^deskKey\.enrolled data\.replaces$/, 'The key of the desk is added to those in force, or takes the place of one.'],
  [
    / data\.(?:admin\.|deskKey\.)?(?:key|deskKey|id|publicKey)(?:\.|$)/,
    'Another key was enrolled, whose owner signed with it.',
  ],
  [
    /^clock\.advanced data\.seconds$/,
    'The clock of a training desk also runs by itself; the rest of the time passed so.',
  ],
  [/^passphrase\.changed data/, CHOSEN],
  [/ actor$/, 'Somebody else who could have done it has signed it.'],
];

/**
 * Why a mutation that verification calls intact is a valid ledger; null when there is no good reason, which makes it a hole. Whatever the
 * reason, the plain rules of invariants.ts must hold.
 */
export function whyValid(mutation: Mutation): string | null {
  if (broken(mutation.stored).length > 0) return null;
  const { kind, at, what } = mutation;
  const [type = ''] = at.split(' ');
  switch (kind) {
    case 'a bit of a row':
    case 'a bit of an event, hash mended':
    case 'rows dropped, doubled, swapped':
    case 'a field, signed again by its author, the rest left':
      // The newest event binds nothing after it: its author can sign another one in its place.
      return kind === 'a field, signed again by its author, the rest left' && mutation.changedLast
        ? reasonForField(at, 'It is the newest event.')
        : null;
    case 'a field, signed again by its author, the rest cut off':
      return reasonForField(at, 'Nothing comes after it: only a saved head tells that more did.');
    case 'a field, everything signed again':
    case 'a value everywhere, everything signed again':
      return reasonForField(at, 'Everybody whose events come after it signed again.');
    case 'events dropped, doubled, moved, everything signed again':
      if (what === 'all after it cut off') return 'A shorter history: only a saved head tells that it went on.';
      if (what === 'swapped' && (type === 'request.stuck' || type === 'request.unstuck'))
        return 'It was recorded by the same person at the same time: where in their turn is no fact.';
      if (FOLLOWS.has(type)) return null;
      if (what === 'doubled' && !REPEATABLE.has(type)) return null;
      return 'Everybody signed again: a history in which this did not happen, or at another place, and nothing hangs on it.';
    case 'an event forged at the end, by the holder of one key':
      return FOLLOWS.has(type) && !WHOEVER_COMES_NEXT.has(type) ? null : 'The holder of the key may do this, and did.';
  }
}

function reasonForField(at: string, more: string): string | null {
  const known = FIELDS.find(([field]) => field.test(at));
  return known ? `${known[1]} ${more}` : null;
}

/** Why a change to what a workstation keeps for itself takes nothing from the desk, by table. */
const LOCAL: Readonly<Record<string, string>> = {
  local_draft: 'A draft, a view or a setting of this workstation is another one. It is no fact.',
  local_view: 'A draft, a view or a setting of this workstation is another one. It is no fact.',
  local_setting: 'A draft, a view or a setting of this workstation is another one. It is no fact.',
  local_notice: 'Somebody has been told of something else that has happened, or has read it. It is no fact.',
  local_notice_cursor: 'Somebody has been told of something else that has happened, or has read it. It is no fact.',
  local_acknowledged: 'Somebody has been told of something else that has happened, or has read it. It is no fact.',
  local_sign_in:
    'Failed sign-ins are others that could have been. Whoever can write the file can try its keys without the desk.',
  local_stranger:
    'Failed sign-ins are others that could have been. Whoever can write the file can try its keys without the desk.',
  local_clock:
    'A running desk vouched for another moment. Others rely on it for two minutes, and the ledger not at all.',
  local_key: 'A private key is kept here no more: nothing is signed with it.',
  local_migration: 'When this file was brought up to date, or a lock that SQLite does not use. It is no fact.',
  local_migration_lock: 'When this file was brought up to date, or a lock that SQLite does not use. It is no fact.',
  local_writer: 'Which SQLite wrote to this file, beside the one that did last. It is no fact.',
};

const SEGMENTS =
  'SQLite notes otherwise how a search index is divided into segments. Every list in the index is compared, and none reads otherwise.';

/** Why a change to the file of a workspace is none to the desk; null when it could switch a guard off, or is to a fact. */
export function whyLocal({ differing, impossible }: Pick<FileMutation, 'differing' | 'impossible'>): string | null {
  if (differing === null || impossible.length > 0) return null;
  const [table] = differing;
  if (table === undefined) return 'No row of any table reads otherwise: nothing uses this byte.';
  if (differing.length > 1) return null;
  return /^search_\w+_data$/.test(table) ? SEGMENTS : (LOCAL[table] ?? null);
}
