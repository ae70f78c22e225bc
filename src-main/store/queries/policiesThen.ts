import type { PolicyId } from '#contract/scalars.ts';
import type { ReadDb } from '../connection.ts';
import { EVENT_CODES, type EventCode } from '../eventCodes.ts';
import { statement } from '../statement.ts';
import { eventAt } from './event.ts';
import { type ActivePolicy, readRules } from './policies.ts';
import { listPolicyStatusChanges, policyStatusEvents } from './policyStatusChanges.ts';

const rewritten = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('fact_policy_version').select('policy_id as id').where('sequence', '>', value('sequence')),
);

const turnedSince = statement<{ type: EventCode; sequence: number }>()((value, db) =>
  db
    .selectFrom('fact_event')
    .select('sequence')
    .where('type', '=', value('type'))
    .where('sequence', '>', value('sequence')),
);

const versionThen = statement<{ id: PolicyId; sequence: number }>()((value, db) =>
  db
    .selectFrom('fact_policy_version')
    .innerJoin('fact_policy', 'fact_policy.id', 'fact_policy_version.policy_id')
    .select([
      'fact_policy.id',
      'fact_policy.name',
      'fact_policy.created_sequence as createdSequence',
      'fact_policy_version.version',
      'fact_policy_version.rules',
    ])
    .where('fact_policy_version.policy_id', '=', value('id'))
    .where('fact_policy_version.sequence', '<', value('sequence'))
    .orderBy('fact_policy_version.version', 'desc')
    .limit(1),
);

function policyIn(db: ReadDb, sequence: number): PolicyId {
  const event = eventAt(db, sequence);
  if (event.type !== 'policy.archived' && event.type !== 'policy.restored')
    throw new TypeError(
      `Event ${sequence} is indexed as one that archives or restores a policy, and is ${event.type}.`,
    );
  return event.data.id;
}

/**
 * Policies that events touched after a sequence, and those of them that were active at that sequence, as they were
 * then.
 */
export function policiesSince(
  db: ReadDb,
  sequence: number,
): { readonly changed: ReadonlySet<PolicyId>; readonly were: readonly ActivePolicy[] } {
  const turned = policyStatusEvents
    .flatMap((type) => db.all(turnedSince({ type: EVENT_CODES[type], sequence })))
    .map((row) => policyIn(db, row.sequence));
  const changed = new Set([...db.all(rewritten({ sequence })).map(({ id }) => id), ...turned]);
  const were = [...changed].flatMap((id): ActivePolicy[] => {
    const row = db.first(versionThen({ id, sequence }));
    if (!row) return [];
    const [archived, restored] = policyStatusEvents.map(
      (type) => listPolicyStatusChanges(db, { id, type, before: sequence, count: 1 })[0]?.sequence ?? 0,
    );
    if ((archived ?? 0) > (restored ?? 0)) return [];
    const rules = readRules(row.rules);
    return [{ ...row, name: rules.name, rules }];
  });
  return { changed, were };
}
