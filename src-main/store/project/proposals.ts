import type { DeskEvent } from '#contract/events.ts';
import type { ProposalStatus } from '#contract/proposals.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { build, type WriteTx } from '../connection.ts';

type ProposalEvent = Extract<
  DeskEvent,
  { type: 'proposal.made' | 'proposal.approved' | 'proposal.rejected' | 'proposal.withdrawn' }
>;

const ENDS = {
  'proposal.approved': 'approved',
  'proposal.rejected': 'rejected',
  'proposal.withdrawn': 'withdrawn',
} as const satisfies Record<Exclude<ProposalEvent['type'], 'proposal.made'>, ProposalStatus>;

/** A proposal and its outcome. The changes of an approved proposal are events of their own. */
export function projectProposal(tx: WriteTx, event: ProposalEvent): void {
  const { actor, at, sequence } = event;
  if (actor === null) throw new TypeError(`${event.type} is caused by a person.`);
  if (event.type === 'proposal.made') {
    const { id, number, changes, comment } = event.data;
    return tx.run(
      build.insertInto('fact_proposal').values({
        number,
        id,
        status: 'open',
        proposer_id: actor,
        sequence,
        proposed_at: at,
        comment,
        changes: canonicalJson(changes),
        closed_by_id: null,
        closed_at: null,
        closed_comment: null,
      }),
    );
  }
  const { id, comment } = event.data;
  tx.run(
    build
      .updateTable('fact_proposal')
      .set({ status: ENDS[event.type], closed_by_id: actor, closed_at: at, closed_comment: comment })
      .where('id', '=', id),
  );
}
