import type { DeskEvent } from '#contract/events.ts';
import { type PatternLoad, patternCharacters } from '../../engine/pattern/cost.ts';
import { fold } from '../../engine/text/fold.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { build, type WriteTx } from '../connection.ts';
import { keyOf } from '../ids.ts';
import { nextRequestNumber } from '../queries/numbers.ts';
import { conditionOf, loadPatternLoad } from '../queries/policies.ts';

type PolicyEvent = Extract<
  DeskEvent,
  { type: 'policy.created' | 'policy.updated' | 'policy.archived' | 'policy.restored' }
>;

export function projectPolicy(tx: WriteTx, event: PolicyEvent): void {
  const { id } = event.data;
  const before = loadPatternLoad(tx, id);
  projectChange(tx, event);
  const more = counted(loadPatternLoad(tx, id)) - counted(before);
  if (more !== 0) tx.run(build.updateTable('fact_desk').set({ pattern_characters: before.desk + more }));
}

const counted = ({ active, own }: PatternLoad): number => (active ? own : 0);

function projectChange(tx: WriteTx, event: PolicyEvent): void {
  const { at, sequence } = event;
  const { id } = event.data;
  switch (event.type) {
    case 'policy.created': {
      const { version, rules } = event.data;
      tx.run(
        build.insertInto('fact_policy').values({
          id,
          id_key: keyOf(id),
          name: rules.name,
          name_folded: fold(rules.name),
          status: 'active',
          version,
          created_at: at,
          updated_at: at,
          created_sequence: sequence,
          pattern_characters: patternCharacters(rules.conditions.map(conditionOf)),
        }),
      );
      return insertVersion(tx, event.data, sequence);
    }
    case 'policy.updated': {
      const { version, rules } = event.data;
      tx.run(
        build
          .updateTable('fact_policy')
          .set({
            name: rules.name,
            name_folded: fold(rules.name),
            version,
            updated_at: at,
            pattern_characters: patternCharacters(rules.conditions.map(conditionOf)),
          })
          .where('id', '=', id),
      );
      return insertVersion(tx, event.data, sequence);
    }
    case 'policy.archived':
    case 'policy.restored': {
      const status = event.type === 'policy.archived' ? 'archived' : 'active';
      tx.run(build.updateTable('fact_policy').set({ status, updated_at: at }).where('id', '=', id));
    }
  }
}

function insertVersion(
  tx: WriteTx,
  { id, version, rules }: Extract<PolicyEvent, { type: 'policy.created' }>['data'],
  sequence: number,
): void {
  tx.run(
    build.insertInto('fact_policy_version').values({
      policy_id: id,
      version,
      rules: canonicalJson(rules),
      sequence,
      from_number: nextRequestNumber(tx),
    }),
  );
  const named = [{ approvers: rules.bypass?.bypassers ?? [] }, ...rules.steps];
  for (const [position, { approvers }] of named.entries())
    for (const principal of new Set(approvers.map((ref) => ref.id)))
      tx.run(build.insertInto('fact_policy_ref').values({ policy_id: id, version, position, principal }));
}
