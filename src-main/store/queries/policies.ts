import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { policyRules } from '#contract/eventShapes.ts';
import type { Condition, Policy, PolicyRules } from '#contract/policies.ts';
import type { PolicyId } from '#contract/scalars.ts';
import type { PatternLoad } from '../../engine/pattern/cost.ts';
import { jsonOf } from '../../ledger/canonical.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

const current = statement<{ id: PolicyId }>()((value, db) =>
  db
    .selectFrom('fact_policy')
    .innerJoin('fact_policy_version', (join) =>
      join
        .onRef('fact_policy_version.policy_id', '=', 'fact_policy.id')
        .onRef('fact_policy_version.version', '=', 'fact_policy.version'),
    )
    .select([
      'fact_policy.id',
      'fact_policy.version',
      'fact_policy.status',
      'fact_policy.created_at',
      'fact_policy.updated_at',
      'fact_policy_version.rules',
    ])
    .where('fact_policy.id', '=', value('id')),
);

const older = statement<{ id: PolicyId; version: number }>()((value, db) =>
  db
    .selectFrom('fact_policy')
    .innerJoin('fact_policy_version', 'fact_policy_version.policy_id', 'fact_policy.id')
    .innerJoin('fact_event', 'fact_event.sequence', 'fact_policy_version.sequence')
    .select([
      'fact_policy.id',
      'fact_policy_version.version',
      'fact_policy.status',
      'fact_policy.created_at',
      'fact_event.at as updated_at',
      'fact_policy_version.rules',
    ])
    .where('fact_policy.id', '=', value('id'))
    .where('fact_policy_version.version', '=', value('version')),
);

/** The current version of a policy, or an earlier version as it was then. */
export function loadPolicy(db: ReadDb, id: PolicyId, version?: number): Policy | undefined {
  const row = db.first(version === undefined ? current({ id }) : older({ id, version }));
  return (
    row && {
      ...readRules(row.rules),
      id: row.id,
      version: row.version,
      status: row.status,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  );
}

/** Identifies a version of a policy. */
export interface PolicyVersionKey {
  readonly id: PolicyId;
  readonly version: number;
}

const namesThen = statement<{ keys: string }>()((value, db) =>
  db
    .selectFrom('fact_policy_version')
    .innerJoin(
      sql<{
        id: PolicyId;
        version: number;
      }>`(select value ->> 'id' as id, value ->> 'version' as version from json_each(${value('keys')}))`.as('key'),
      (join) =>
        join
          .onRef('fact_policy_version.policy_id', '=', 'key.id')
          .onRef('fact_policy_version.version', '=', 'key.version'),
    )
    .select((e) => [
      'key.id',
      'key.version',
      e.fn<string>('json_extract', ['fact_policy_version.rules', e.val('$.name')]).as('name'),
    ]),
);

/** A policy version as a map key. */
export function policyVersionKey({ id, version }: PolicyVersionKey): string {
  return `${id} ${version}`;
}

/** The names of policies in these versions, by {@link policyVersionKey}. */
export function loadPolicyNames(db: ReadDb, keys: readonly PolicyVersionKey[]): ReadonlyMap<string, string> {
  const rows = db.all(namesThen({ keys: JSON.stringify(keys) }));
  return new Map(rows.map((row) => [policyVersionKey(row), row.name]));
}

/** How many policy versions are cached parsed. The one read longest ago is dropped first. */
const CACHED_RULES = 500;
const parsedRules = new LRUCache<string, PolicyRules>({ max: CACHED_RULES });

/** Parses stored rules. A version never changes, so the result is cached by its text. */
export function readRules(json: string): PolicyRules {
  const known = parsedRules.get(json);
  if (known) return known;
  const { conditions, ...rules } = policyRules.parse(jsonOf(json));
  const parsed = { ...rules, conditions: conditions.map(conditionOf) };
  parsedRules.set(json, parsed);
  return parsed;
}

/** A condition as rules have it. The event schema also allows a field that is present but undefined. */
export function conditionOf({
  resource,
  account,
}: {
  resource?: string | undefined;
  account?: string | undefined;
}): Condition {
  return { ...(resource === undefined ? {} : { resource }), ...(account === undefined ? {} : { account }) };
}

const load = statement<{ id: PolicyId }>()((value, db) =>
  db
    .selectFrom('fact_desk')
    .leftJoin('fact_policy', (join) => join.on('fact_policy.id', '=', value('id')))
    .select(['fact_policy.pattern_characters as own', 'fact_policy.status', 'fact_desk.pattern_characters as desk']),
);

/** How many pattern characters a policy (which need not exist yet) and the whole desk have now. */
export function loadPatternLoad(db: ReadDb, id: PolicyId): PatternLoad {
  const found = db.first(load({ id }));
  return { own: found?.own ?? 0, active: found?.status !== 'archived', desk: found?.desk ?? 0 };
}

const total = statement<Record<string, never>>()((_, db) =>
  db.selectFrom('fact_desk').select('pattern_characters as characters'),
);

/** How many pattern characters all active policies have. */
export function countPatternCharacters(db: ReadDb): number {
  return db.first(total({}))?.characters ?? 0;
}

const byName = statement<{ folded: string }>()((value, db) =>
  db.selectFrom('fact_policy').select('id').where('name_folded', '=', value('folded')),
);

/** The policy with a name, archived ones included. Pass the name folded. */
export function findPolicyByName(db: ReadDb, folded: string): PolicyId | undefined {
  return db.first(byName({ folded }))?.id;
}

const active = statement<Record<string, never>>()((_, db) =>
  db
    .selectFrom('fact_policy')
    .innerJoin('fact_policy_version', (join) =>
      join
        .onRef('fact_policy_version.policy_id', '=', 'fact_policy.id')
        .onRef('fact_policy_version.version', '=', 'fact_policy.version'),
    )
    .select([
      'fact_policy.id',
      'fact_policy.name',
      'fact_policy.version',
      'fact_policy.created_sequence',
      'fact_policy_version.rules',
    ])
    .where('fact_policy.status', '=', 'active'),
);

export interface ActivePolicy {
  readonly id: PolicyId;
  readonly name: string;
  readonly version: number;
  readonly createdSequence: number;
  readonly rules: PolicyRules;
}

/** Every active policy in its current version. */
export function listActivePolicies(db: ReadDb): ActivePolicy[] {
  return db.all(active({})).map(({ id, name, version, created_sequence, rules }) => ({
    id,
    name,
    version,
    createdSequence: created_sequence,
    rules: readRules(rules),
  }));
}
