import type { Parsed } from '#contract/contract.ts';
import type { PolicyHistoryEntry } from '#contract/policyHistory.ts';
import type { Page, PersonId, PolicyId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { typeOf } from '../eventCodes.ts';
import { idOf } from '../ids.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { loadPersonName } from './people.ts';
import { listPolicyStatusChanges, policyStatusEvents } from './policyStatusChanges.ts';
import { FOREVER } from './span.ts';

const LIST = 'policyHistory';

interface Row {
  sequence: number;
  at: string;
  type: string;
  actor_id: PersonId | null;
  version: number | null;
}

const versions = statement<{ id: PolicyId; before: number; count: number }>()((value, db) =>
  db
    .selectFrom('fact_policy_version')
    .innerJoin('fact_event', 'fact_event.sequence', 'fact_policy_version.sequence')
    .select((e) => [
      'fact_event.sequence',
      'fact_event.at',
      'fact_event.type',
      idOf(e.ref('fact_event.actor_key')).as('actor_id'),
      'fact_policy_version.version',
    ])
    .where('fact_policy_version.policy_id', '=', value('id'))
    .where('fact_policy_version.sequence', '<', value('before'))
    .orderBy('fact_policy_version.version', 'desc')
    .limit(value('count')),
);

/** A page of the changes to a policy, newest first. Null if the cursor does not belong to this list. */
export function listPolicyHistory(
  db: ReadDb,
  { id, cursor, limit }: Parsed<'policies', 'history'>,
): Page<PolicyHistoryEntry> | null {
  const before = cursor === undefined ? FOREVER : decodeCursor(LIST, cursor, numberPosition);
  if (before === null) return null;
  const range = { id, before, count: limit + 1 };
  const found = [
    ...db.all(versions(range)).map((row) => ({ ...row, type: typeOf(row.type) })),
    ...policyStatusEvents.flatMap((type) =>
      listPolicyStatusChanges(db, { ...range, type }).map((turn) => ({ ...turn, version: null })),
    ),
  ].sort((a, b) => b.sequence - a.sequence);
  const page = cutPage(found, limit, ({ sequence }) => encodeCursor(LIST, sequence));
  return { items: page.items.map((row) => entryOf(db, row)), nextCursor: page.nextCursor };
}

const WHAT: ReadonlyMap<string, PolicyHistoryEntry['what']> = new Map([
  ['policy.created', 'created'],
  ['policy.updated', 'updated'],
  ['policy.archived', 'archived'],
  ['policy.restored', 'restored'],
]);

function entryOf(db: ReadDb, { sequence, at, type, actor_id, version }: Row): PolicyHistoryEntry {
  const [what, by] = [WHAT.get(type), actor_id === null ? undefined : loadPersonName(db, actor_id)];
  if (!what || !by) throw new TypeError(`Event ${sequence} changed a policy, and is ${type} by ${actor_id}.`);
  return { sequence, at, by, what, version };
}
