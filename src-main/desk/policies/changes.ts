import { type Policy, type PolicyRules, policyInputs, type Ref } from '../../../src-preload/contract/policies.ts';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import { type PolicyId, policyId } from '../../../src-preload/contract/scalars.ts';
import { invalid } from '../../engine/outcome.ts';
import { invalidPatterns, refsOf } from '../../engine/policy/check.ts';
import {
  archivePolicy,
  createPolicy,
  type PolicyState,
  restorePolicy,
  updatePolicy,
} from '../../engine/policy/commands.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDirectory } from '../../store/queries/directory.ts';
import { loadGroup } from '../../store/queries/groups.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { findPolicyByName, loadPolicy } from '../../store/queries/policies.ts';
import { notFound } from '../lookup.ts';
import { no, settle, writes } from '../usecase.ts';

// The first reference to nobody, with the field in which it stands.
function unknownRef(db: ReadDb, { steps, bypass }: PolicyRules): Refusal | null {
  const lists: [string, readonly Ref[]][] = [
    ...steps.map(({ approvers }, index): [string, readonly Ref[]] => [`steps.${index}.approvers`, approvers]),
    ['bypass.bypassers', bypass?.bypassers ?? []],
  ];
  for (const [field, refs] of lists)
    for (const [index, ref] of refs.entries()) {
      const known = ref.kind === 'person' ? loadPerson(db, ref.id) : loadGroup(db, ref.id);
      if (!known) return notFound(db, ref.kind, ref.id, `${field}.${index}.id`);
    }
  return null;
}

const directoryOf = (db: ReadDb, rules: PolicyRules) => loadDirectory(db, refsOf(rules), []);

function nameTaken(db: ReadDb, name: string, by: PolicyId | null): boolean {
  const namesake = findPolicyByName(db, fold(name));
  return namesake !== undefined && namesake !== by;
}

function existing(db: ReadDb, id: PolicyId): Policy {
  const policy = loadPolicy(db, id);
  if (!policy) throw new TypeError(`Policy ${id} is gone in the turn that changed it.`);
  return policy;
}

function stateOf({ id, version, status, createdAt: _, updatedAt: __, ...rules }: Policy): PolicyState {
  return { id, version, status, rules };
}

// A change leaves out what stays; what it leaves out is undefined or not there at all.
function changed(
  rules: PolicyRules,
  change: { readonly [F in keyof PolicyRules]?: PolicyRules[F] | undefined },
): PolicyRules {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...rules, ...Object.fromEntries(said) };
}

export const policyChanges = {
  create: writes(
    policyInputs.create,
    { roles: ['admin'], check: ({ conditions }) => invalidPatterns(conditions) },
    (context, rules) => {
      const { db } = context;
      const unknown = unknownRef(db, rules);
      if (unknown) return no(unknown);
      const id = policyId.parse(context.newId());
      const outcome = createPolicy(id, rules, nameTaken(db, rules.name, null), directoryOf(db, rules));
      return settle(context, outcome, () => existing(db, id));
    },
  ),
  update: writes(
    policyInputs.update,
    { roles: ['admin'], check: ({ conditions }) => invalidPatterns(conditions ?? []) },
    (context, { id, version, ...change }) => {
      const { db } = context;
      const policy = loadPolicy(db, id);
      if (!policy) return no(notFound(db, 'policy', id));
      const state = stateOf(policy);
      const rules = changed(state.rules, change);
      const unknown = version === state.version ? unknownRef(db, rules) : null;
      if (unknown) return no(unknown);
      const outcome = updatePolicy(state, version, rules, nameTaken(db, rules.name, id), directoryOf(db, rules));
      return settle(context, outcome, () => existing(db, id));
    },
  ),
  archive: writes(policyInputs.archive, { roles: ['admin'] }, (context, { id }) => {
    const policy = loadPolicy(context.db, id);
    if (!policy) return no(notFound(context.db, 'policy', id));
    return settle(context, archivePolicy(stateOf(policy)), () => existing(context.db, id));
  }),
  restore: writes(policyInputs.restore, { roles: ['admin'] }, (context, { id }) => {
    const { db } = context;
    const policy = loadPolicy(db, id);
    if (!policy) return no(notFound(db, 'policy', id));
    const unknown = unknownRef(db, policy);
    if (unknown)
      return no(
        invalid({ id: `This policy names somebody who is gone: ${unknown.message} Change it before you restore it.` }),
      );
    return settle(context, restorePolicy(stateOf(policy), directoryOf(db, policy)), () => existing(db, id));
  }),
};
