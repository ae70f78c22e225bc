import { eventCatalogue } from '#contract/events.ts';
import { type Policy, type PolicyRules, policyInputs } from '#contract/policies.ts';
import { type PolicyId, policyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { invalid } from '../../engine/outcome.ts';
import { invalidPatterns } from '../../engine/policy/check.ts';
import { archivePolicy, createPolicy, restorePolicy, updatePolicy } from '../../engine/policy/commands.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadPatternLoad, loadPolicy } from '../../store/queries/policies.ts';
import { notFound } from '../kernel/lookup.ts';
import { commitOr, refuse, writes } from '../kernel/usecase.ts';
import { directoryOf, nameTaken, stateOf, unknownRef } from './load.ts';

function existing(db: ReadDb, id: PolicyId): Policy {
  const policy = loadPolicy(db, id);
  if (!policy) throw new TypeError(`Policy ${id} is gone in the transaction that changed it.`);
  return policy;
}

// Fields that a change leaves out, or that are undefined, stay as they are.
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
    { roles: eventCatalogue['policy.created'].roles, check: ({ conditions }) => invalidPatterns(conditions) },
    (context, rules) => {
      const { db } = context;
      const unknown = unknownRef(db, rules);
      if (unknown) return refuse(unknown);
      const id = policyId.parse(context.newId());
      const outcome = createPolicy(
        id,
        rules,
        nameTaken(db, rules.name, null),
        directoryOf(db, rules),
        loadPatternLoad(db, id),
      );
      return commitOr(context, outcome, () => existing(db, id));
    },
  ),
  update: writes(
    policyInputs.update,
    { roles: eventCatalogue['policy.updated'].roles, check: ({ conditions }) => invalidPatterns(conditions ?? []) },
    (context, { id, version, ...change }) => {
      const { db } = context;
      const policy = loadPolicy(db, id);
      if (!policy) return refuse(notFound(db, 'policy', id));
      const state = stateOf(policy);
      const rules = changed(state.rules, change);
      const unknown = version === state.version ? unknownRef(db, rules) : null;
      if (unknown) return refuse(unknown);
      const outcome = updatePolicy(state, version, rules, nameTaken(db, rules.name, id), directoryOf(db, rules), {
        load: loadPatternLoad(db, id),
      });
      return commitOr(context, outcome, () => existing(db, id));
    },
  ),
  archive: writes(policyInputs.archive, { roles: eventCatalogue['policy.archived'].roles }, (context, { id }) => {
    const policy = loadPolicy(context.db, id);
    if (!policy) return refuse(notFound(context.db, 'policy', id));
    return commitOr(context, archivePolicy(stateOf(policy)), () => existing(context.db, id));
  }),
  restore: writes(policyInputs.restore, { roles: eventCatalogue['policy.restored'].roles }, (context, { id }) => {
    const { db } = context;
    const policy = loadPolicy(db, id);
    if (!policy) return refuse(notFound(db, 'policy', id));
    const unknown = unknownRef(db, policy);
    if (unknown) return refuse(invalid({ id: t('desk.policies.restoreGone', { message: unknown.message }) }));
    return commitOr(context, restorePolicy(stateOf(policy), directoryOf(db, policy), loadPatternLoad(db, id)), () =>
      existing(db, id),
    );
  }),
};
