import { type EventType, FIRST_RULES } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { EMPTY, type Head, type StoredEvent } from '../../ledger/append.ts';
import { build, type ReadDb, type WriteTx } from '../connection.ts';
import { EVENT_CODES, type EventCode } from '../eventCodes.ts';
import { statement } from '../statement.ts';

export interface DeskRow {
  readonly kind: WorkspaceKind;
  readonly name: string;
  readonly fingerprint: string;
}

const none = {};

const selectDesk = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_desk').select(['kind', 'name', 'fingerprint']),
);

/** The desk of a workspace, or undefined before it is founded. */
export function loadDesk(db: ReadDb): DeskRow | undefined {
  return db.first(selectDesk(none));
}

const selectFourEyes = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_desk').select('four_eyes as on'),
);

/** Whether changes to rules and people need a second admin. */
export function fourEyesIsOn(db: ReadDb): boolean {
  return db.first(selectFourEyes(none))?.on === 1;
}

const selectRules = statement<Record<string, never>>()((_, db) => db.selectFrom('fact_desk').select('rules'));

/** The number of the rules that the desk decides by (engine/rules.ts). */
export function loadRules(db: ReadDb): number {
  return db.first(selectRules(none))?.rules ?? FIRST_RULES;
}

const selectHead = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('ledger')
    .innerJoin('fact_event', 'fact_event.sequence', 'ledger.sequence')
    .innerJoin('fact_desk', (join) => join.onTrue())
    .select(['ledger.sequence', 'ledger.hash', 'fact_event.at', 'fact_desk.fingerprint as desk'])
    .orderBy('ledger.sequence', 'desc')
    .limit(1),
);

/** The head of the ledger. */
export function loadHead(db: ReadDb): Head {
  const newest = db.first(selectHead(none));
  if (!newest) return EMPTY;
  const { sequence, hash, at, desk } = newest;
  return { sequence, hash: Buffer.from(hash).toString('hex'), at, desk };
}

const insertStored = statement<StoredEvent>()((value, db) =>
  db.insertInto('ledger').values({
    sequence: value('sequence'),
    bytes: value('bytes'),
    hash: value('hash'),
    signature: value('signature'),
  }),
);

/** Appends an event to the ledger. The table rejects a sequence that is taken. */
export function insertEvent(tx: WriteTx, stored: StoredEvent): void {
  tx.run(insertStored(stored));
}

/** The newest event about a policy: the matcher's state belongs to it. 0 if there is none. */
export function policySequence(db: ReadDb): number {
  return newestOf(db, ['policy.created', 'policy.updated', 'policy.archived', 'policy.restored']);
}

/** The newest event about people or groups: an import of people was planned on that state. 0 if there is none. */
export function peopleSequence(db: ReadDb): number {
  const people: readonly EventType[] = ['person.created', 'person.updated', 'person.disabled', 'person.enabled'];
  return newestOf(db, [...people, 'group.created', 'group.updated', 'group.removed']);
}

/** The newest event about the inventory: an import of accounts was planned on that state. 0 if there is none. */
export function accountSequence(db: ReadDb): number {
  return newestOf(db, ['accounts.imported']);
}

function newestOf(db: ReadDb, types: readonly EventType[]): number {
  return Math.max(0, ...types.map((type) => db.first(newestOfType({ type: EVENT_CODES[type] }))?.sequence ?? 0));
}

const countOfType = statement<{ type: EventCode }>()((value, db) =>
  db
    .selectFrom('fact_event')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('type', '=', value('type')),
);

/** How many events of a type there are. Use it for rare types only. */
export function countEvents(db: ReadDb, type: EventType): number {
  return db.first(countOfType({ type: EVENT_CODES[type] }))?.count ?? 0;
}

const newestOfType = statement<{ type: EventCode }>()((value, db) =>
  db.selectFrom('fact_event').select('sequence').where('type', '=', value('type')).orderBy('sequence', 'desc').limit(1),
);

const selectKey = statement<{ personId: PersonId }>()((value, db) =>
  db
    .selectFrom('fact_key')
    .innerJoin('local_key', 'local_key.id', 'fact_key.id')
    .select(['fact_key.id', 'local_key.private_key'])
    .where('fact_key.person_id', '=', value('personId'))
    .where('fact_key.to_sequence', 'is', null),
);

const selectDeskKey = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_key')
    .innerJoin('local_key', 'local_key.id', 'fact_key.id')
    .select(['fact_key.id', 'local_key.private_key'])
    .where('fact_key.person_id', 'is', null)
    .where('fact_key.to_sequence', 'is', null),
);

/** The unsealed key of a persona, or of the desk itself (null), which only a training workspace keeps. */
export function loadPrivateKey(
  db: ReadDb,
  personId: PersonId | null,
): { id: string; private_key: Uint8Array } | undefined {
  return db.first(personId === null ? selectDeskKey(none) : selectKey({ personId }));
}

/** Stores an unsealed key in this training workspace. */
export function insertPrivateKey(tx: WriteTx, id: string, personId: PersonId | null, privateKey: Uint8Array): void {
  tx.run(build.insertInto('local_key').values({ id, person_id: personId, private_key: privateKey }));
}
