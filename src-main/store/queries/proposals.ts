import { z } from 'zod';
import type { Parsed } from '#contract/contract.ts';
import { proposedChange, type RuleChange } from '#contract/eventShapes.ts';
import type { Page, PersonId, ProposalId } from '#contract/scalars.ts';
import { jsonOf } from '../../ledger/canonical.ts';
import { build, type ReadDb } from '../connection.ts';
import type { ProposalRow } from '../schema.ts';
import { statement } from '../statement.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from './cursor.ts';
import { FOREVER } from './span.ts';

const LIST = 'proposals';

/** A proposal and its outcome. */
export interface StoredProposal extends Omit<ProposalRow, 'changes' | 'proposer_id' | 'closed_by_id'> {
  readonly changes: readonly RuleChange[];
  readonly proposerId: PersonId;
  readonly closedById: PersonId | null;
}

const byId = statement<{ id: ProposalId }>()((value, db) =>
  db.selectFrom('fact_proposal').selectAll().where('id', '=', value('id')),
);

export function loadProposal(db: ReadDb, id: ProposalId): StoredProposal | undefined {
  const row = db.first(byId({ id }));
  return row && storedOf(row);
}

const newest = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_proposal').select((e) => e.fn.max('number').as('number')),
);

/** The number of the next proposal. Proposals are numbered from 1 without gaps. */
export function nextProposalNumber(db: ReadDb): number {
  return (db.first(newest({}))?.number ?? 0) + 1;
}

/**
 * A page of the proposals, all or those with a status, newest first. Null if the cursor does not belong to this list.
 */
export function listProposals(
  db: ReadDb,
  { status, cursor, limit }: Parsed<'proposals', 'list'>,
): Page<StoredProposal> | null {
  const before = cursor === undefined ? FOREVER : decodeCursor(LIST, cursor, numberPosition);
  if (before === null) return null;
  const query = build
    .selectFrom('fact_proposal')
    .selectAll()
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(limit + 1);
  const found = db.all(status === undefined ? query : query.where('status', '=', status));
  const { items, nextCursor } = cutPage(found, limit, ({ number }) => encodeCursor(LIST, number));
  return { items: items.map(storedOf), nextCursor };
}

const storedChanges = z.array(proposedChange);

function storedOf({ changes, proposer_id, closed_by_id, ...row }: ProposalRow): StoredProposal {
  return {
    ...row,
    changes: storedChanges.parse(jsonOf(changes)),
    proposerId: proposer_id,
    closedById: closed_by_id,
  };
}
