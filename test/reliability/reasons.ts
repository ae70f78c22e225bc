import type { FileMutation } from './files.ts';
import { broken } from './invariants.ts';
import type { Mutation } from './mutate.ts';

/** Consequences of other events, or of time: nobody can omit them, repeat them, or cause them alone. */
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

/** Follows from time or from a newer release, whoever acts next. */
const BY_NEXT_ACTOR = new Set(['request.expired', 'grant.expired', 'rules.adopted']);

/** Events that can happen twice in a row with the same content. */
const REPEATABLE = new Set(['passphrase.changed', 'signin.failed']);

const CHOSEN = 'Its author could have written or chosen this, and has signed it.';

const WORDS = 'Under rules 1 the desk gave its reason as a sentence, whose words are not compared (decision 27).';

const PROPOSED =
  'Its proposer could have proposed this, because each change was possible then. It binds nobody until it is approved.';

/** Fields that the actor of an event fills in, and why another value of them is another true history. */
const FIELDS: readonly (readonly [field: RegExp, reason: string])[] = [
  [/^request\.(?:submitted|stuck) data\.because$/, WORDS],
  [/^(?:request\.cancelled data\.comment|grant\.revoked data\.reason)$/, `${CHOSEN} Or the desk did: ${WORDS}`],
  [/^signin\.failed data$/, 'It is about another person, for whom it could be just as true.'],
  [/ data\.(?:comment|justification|ticket|reason|text)$/, CHOSEN],
  [/ data\.(?:admin\.)?(?:name|email|username|role)$/, CHOSEN],
  [/ data\.(?:resource|account|durationSeconds|requesterId)$/, CHOSEN],
  [/ data\.rules(?:\.|$)/, CHOSEN],
  [/ data\.rows(?:\.|$)/, CHOSEN],
  [/ data\.(?:memberIds|added|removed)(?:\.|$)/, CHOSEN],
  [/ data\.changes(?:\.N)?$/, PROPOSED],
  [/ data\.changes\.N\.data\.(?:name|email|role|username)(?:\.to)?$/, PROPOSED],
  [/ data\.changes\.N\.data\.(?:rules|memberIds|added|removed)(?:\.|$)/, PROPOSED],
  [/ data\.changes\.N\.data\.(?:id|personId|fourEyes|validSeconds)$/, PROPOSED],
  [/ data\.fourEyes$/, CHOSEN],
  [/ data\.personId$/, 'It is about another person, for whom it could be just as true.'],
  [/ at$/, 'It could have happened at another moment between its neighbours.'],
  [
    /(?:\.(?:created|submitted|made|started) data\.id|data\.importId)$/,
    'A person who makes something new gives it an id that nothing has.',
  ],
  [/ data\.(?:id|requestId|grantId)$/, 'It is about another thing, for which it could be just as true.'],
  [/^deskKey\.enrolled data\.replaces$/, 'The key of the desk is added to those in force, or replaces one.'],
  [
    / data\.(?:admin\.|deskKey\.)?(?:key|deskKey|id|publicKey)(?:\.|$)/,
    'Another key was enrolled, whose owner signed with it.',
  ],
  [
    /^clock\.advanced data\.seconds$/,
    'The clock of a training desk also runs by itself; the rest of the time passed so.',
  ],
  [/^enrolment\.issued data\.expiresAt$/, `${CHOSEN} An admin chooses how long a code can be used.`],
  [/^passphrase\.changed data/, CHOSEN],
  [/ actor$/, 'Another person who could have done it has signed it.'],
];

/**
 * Why a mutation that verification calls intact is a valid ledger; null if there is no good reason, which makes it a hole. In any
 * case the plain rules of invariants.ts must hold.
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
      return reasonForField(at, 'It is the last event: only a saved head shows that there were more.');
    case 'a field, everything signed again':
    case 'a value everywhere, everything signed again':
      return reasonForField(at, 'Everybody with later events signed them again.');
    case 'events dropped, doubled, moved, everything signed again':
      if (what === 'all after it cut off') return 'A shorter history: only a saved head shows that there was more.';
      if (what === 'swapped' && (type === 'request.stuck' || type === 'request.unstuck'))
        return 'It was recorded by the same person at the same time: the order within their transaction is no fact.';
      if (FOLLOWS.has(type)) return null;
      if (what === 'doubled' && !REPEATABLE.has(type)) return null;
      return 'Everybody signed again: a history in which this did not happen, or in another place, and nothing depends on it.';
    case 'an event forged at the end, by the holder of one key':
      return FOLLOWS.has(type) && !BY_NEXT_ACTOR.has(type) ? null : 'The holder of the key may do this, and did.';
  }
}

function reasonForField(at: string, more: string): string | null {
  const known = FIELDS.find(([field]) => field.test(at));
  return known ? `${known[1]} ${more}` : null;
}

/** Why a change to the workstation's own data harms no fact of the desk, by table. */
const LOCAL: Readonly<Record<string, string>> = {
  local_draft: 'A draft, a view or a setting of this workstation changed. It is no fact.',
  local_view: 'A draft, a view or a setting of this workstation changed. It is no fact.',
  local_setting: 'A draft, a view or a setting of this workstation changed. It is no fact.',
  local_notice: 'A person was notified of another event, or has read it. It is no fact.',
  local_notice_cursor: 'A person was notified of another event, or has read it. It is no fact.',
  local_acknowledged: 'A person was notified of another event, or has read it. It is no fact.',
  local_sign_in: 'Other failed sign-ins are possible. Anyone who can write the file can try its keys without the desk.',
  local_stranger:
    'Other failed sign-ins are possible. Anyone who can write the file can try its keys without the desk.',
  local_clock:
    'A running desk vouched for another moment. Others rely on it for two minutes, and the ledger not at all.',
  local_key: 'A private key is no longer stored here: nothing is signed with it.',
  local_migration: 'The time of a migration of this file, or a lock that SQLite does not use. It is no fact.',
  local_migration_lock: 'The time of a migration of this file, or a lock that SQLite does not use. It is no fact.',
  local_writer: 'An earlier SQLite release that wrote to this file. It is no fact.',
};

const SEGMENTS =
  'SQLite divides a search index into other segments. Every list in the index is compared, and all are equal.';

/** Why a change to the file of a workspace does not affect the desk; null if it could disable a guard or changes a fact. */
export function whyLocal({ differing, impossible }: Pick<FileMutation, 'differing' | 'impossible'>): string | null {
  if (differing === null || impossible.length > 0) return null;
  const [table] = differing;
  if (table === undefined) return 'No row of any table changed: nothing uses this byte.';
  if (differing.length > 1) return null;
  return /^search_\w+_data$/.test(table) ? SEGMENTS : (LOCAL[table] ?? null);
}
