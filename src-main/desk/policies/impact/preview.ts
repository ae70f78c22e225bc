import type { PolicyImpact } from '#contract/policyImpact.ts';
import { NOW, standsAt } from '../../../engine/people/directory.ts';
import type { Matchable } from '../../../engine/policy/contenders.ts';
import { difference } from '../../../engine/policy/difference.ts';
import { type Inventory, inventoryOf } from '../../../engine/policy/impact/inventory.ts';
import { type Draft, previewPolicy } from '../../../engine/policy/impact/preview.ts';
import { type PolicyRanking, rankPolicies } from '../../../engine/policy/impact/ranking.ts';
import { ReadConnection, type ReadDb } from '../../../store/connection.ts';
import { accountSequence } from '../../../store/queries/accounts.ts';
import { loadDesk, policySequence } from '../../../store/queries/desk.ts';
import { listActivePolicies, loadPolicy } from '../../../store/queries/policies.ts';
import { countRequesters, findGroupName, findPolicyRank, listAccountNames } from '../../../store/queries/policyRank.ts';
import type { ImpactJob } from '../../kernel/jobs.ts';
import { directoryOf, namesIn } from '../load.ts';
import { asMatched, readDraft } from './draft.ts';

/** Analyses the impact of a draft on a workspace file that this process has open. Rejects with the signal's reason if aborted. */
export type PreviewPolicy = (file: string, job: ImpactJob, signal: AbortSignal) => Promise<PolicyImpact>;

/** Analyses on this thread. A worker thread runs the same function. Inventory and policies are cached between calls. */
export function previewHere(): PreviewPolicy {
  const ranking = cachedRanking();
  return async (file, job, signal) => {
    signal.throwIfAborted();
    // A snapshot: others may write meanwhile.
    const connection = ReadConnection.open(file);
    try {
      return connection.snapshot(() => previewIn(connection, job, ranking(connection)));
    } finally {
      connection.close();
    }
  };
}

function previewIn(db: ReadDb, { draft, replaces, examples }: ImpactJob, ranking: PolicyRanking): PolicyImpact {
  const old = replaces === null ? undefined : findPolicyRank(db, replaces);
  const { fields, rules, written: conditions, conditionsAreRight } = readDraft(db, draft, replaces);
  const directory = directoryOf(db, rules);
  const behind = [...directory.people.keys()].filter((id) => standsAt(id, directory, NOW)).length;
  const written: Draft = {
    policy: asMatched(rules, old),
    replaces: old ?? null,
    written: conditions,
    conditionsAreRight,
    isRight: Object.keys(fields).length === 0,
  };
  const staffing = {
    rules,
    directory,
    bystanders: Math.max(countRequesters(db) - behind, 0),
    tooLongAlready: fields.conditions === undefined,
  };
  const current = replaces === null ? undefined : loadPolicy(db, replaces);
  return {
    fields,
    differences: current && written.isRight ? difference(current, rules, namesIn(db)) : [],
    ...previewPolicy(ranking, written, staffing, (ref) => findGroupName(db, ref.id), examples),
  };
}

/** The active policies ranked on the inventory; read again only after an event has changed one of the two. */
function cachedRanking(): (db: ReadDb) => PolicyRanking {
  let desk: string | null = null;
  let accounts: { readonly sequence: number; readonly inventory: Inventory } | null = null;
  let policies: { readonly sequence: number; readonly ranking: PolicyRanking } | null = null;
  return (db) => {
    // Sequences of different desks cannot be compared.
    const fingerprint = loadDesk(db)?.fingerprint ?? null;
    if (desk !== fingerprint) accounts = null;
    desk = fingerprint;
    const sequences = { accounts: accountSequence(db), policies: policySequence(db) };
    if (accounts?.sequence !== sequences.accounts) {
      accounts = { sequence: sequences.accounts, inventory: inventoryOf(listAccountNames(db)) };
      policies = null;
    }
    if (policies?.sequence !== sequences.policies) {
      const ranking = rankPolicies(accounts.inventory, listActivePolicies(db).map(matchable));
      policies = { sequence: sequences.policies, ranking };
    }
    return policies.ranking;
  };
}

function matchable({ rules, ...policy }: ReturnType<typeof listActivePolicies>[number]): Matchable {
  return { ...policy, precedence: rules.precedence, conditions: rules.conditions };
}
