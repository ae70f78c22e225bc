import { broken, IMPORT_ID } from './invariants.ts';
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

/** What can happen twice in a row and say the same. */
const REPEATABLE = new Set(['passphrase.changed', 'signin.failed']);

const CHOSEN = 'Its author could have written or chosen this, and has signed it.';

/** Fields that whoever causes an event fills in, and why another value of them is another true history. */
const FIELDS: readonly (readonly [field: RegExp, reason: string])[] = [
  [/ data\.(?:comment|justification|ticket|reason)$/, CHOSEN],
  [/ data\.(?:admin\.)?(?:name|email|username|role)$/, CHOSEN],
  [/ data\.(?:resource|account|durationSeconds|requesterId)$/, CHOSEN],
  [/ data\.rules(?:\.|$)/, CHOSEN],
  [/ data\.rows(?:\.|$)/, CHOSEN],
  [/ data\.(?:memberIds|added|removed)(?:\.|$)/, CHOSEN],
  [
    / data\.changes(?:\.|$)/,
    `${CHOSEN} What is proposed binds nobody until another admin approves it, and then each change is judged.`,
  ],
  [/ data\.fourEyes$/, CHOSEN],
  [/ data\.personId$/, 'It is about somebody else about whom it could be said as well.'],
  [/ at$/, 'It could have happened at another moment between its neighbours.'],
  [/ data\.(?:id|importId)$/, 'Whoever makes something new gives it an id that nothing has.'],
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
  const wrong = broken(mutation.stored);
  if (wrong.length > 0)
    return wrong.every((what) => what.endsWith(IMPORT_ID))
      ? 'A known hole: something later has the id that an import used.'
      : null;
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
      if (FOLLOWS.has(type)) return null;
      if (what === 'doubled' && !REPEATABLE.has(type)) return null;
      return 'Everybody signed again: a history in which this did not happen, or at another place, and nothing hangs on it.';
    case 'an event forged at the end, by the holder of one key':
      return FOLLOWS.has(type) && type !== 'request.expired' && type !== 'grant.expired'
        ? null
        : 'The holder of the key may do this, and did.';
  }
}

function reasonForField(at: string, more: string): string | null {
  const known = FIELDS.find(([field]) => field.test(at));
  return known ? `${known[1]} ${more}` : null;
}

/** Why a change to a local table is none to the desk. These tables hold no fact, and an auditor is told to trust none of them. */
export function whyLocal(differing: readonly string[] | null): string | null {
  if (differing === null) return null;
  if (differing.length === 0) return 'No row of any table reads otherwise: nothing uses this byte.';
  return differing.every((table) => table.startsWith('local_'))
    ? 'Of this workstation, and no fact: drafts, views, read marks, settings, failed sign-ins.'
    : null;
}
