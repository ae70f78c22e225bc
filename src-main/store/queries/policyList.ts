import type { Parsed } from '#contract/contract.ts';
import type { Policy } from '#contract/policies.ts';
import type { Page, PolicyId } from '#contract/scalars.ts';
import { build, type ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { matching } from './nameList.ts';
import { loadPolicy } from './policies.ts';

const LIST = 'policies';

interface Row {
  readonly folded: string;
  readonly sequence: number;
  readonly policy: Policy;
}

const nameOf = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('fact_policy').select('name_folded as folded').where('created_sequence', '=', value('sequence')),
);

/**
 * A page of the current policies with a status whose name or description matches a text, by name. Null if the cursor
 * does not belong to this list.
 */
export function listPolicies(db: ReadDb, filters: Parsed<'policies', 'list'>): Page<Policy> | null {
  const { cursor, limit, status, text } = filters;
  const sequence = cursor === undefined ? undefined : decodeCursor(LIST, cursor, numberPosition);
  const after = sequence == null ? undefined : db.first(nameOf({ sequence }))?.folded;
  if (cursor !== undefined && after === undefined) return null;
  const found = matching<Row>(text, after ?? '', limit + 1, {
    read: (from, count) => {
      const query = build
        .selectFrom('fact_policy')
        .select(['id', 'name_folded as folded', 'created_sequence as sequence'])
        .where('name_folded', '>', from)
        .orderBy('name_folded')
        .limit(count);
      return db
        .all(status === undefined ? query : query.where('status', '=', status))
        .map(({ id, ...row }): Row => ({ ...row, policy: policyOf(db, id) }));
    },
    name: (row) => row.folded,
    text: ({ policy }) => `${policy.name} ${policy.description ?? ''}`,
  });
  const { items, nextCursor } = cutPage(found, limit, (row) => encodeCursor(LIST, row.sequence));
  return { items: items.map(({ policy }) => policy), nextCursor };
}

function policyOf(db: ReadDb, id: PolicyId): Policy {
  const policy = loadPolicy(db, id);
  if (!policy) throw new TypeError(`Policy ${id} is listed and not there.`);
  return policy;
}
