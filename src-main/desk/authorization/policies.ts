import { type FactOf, FIRST_RULES } from '#contract/events.ts';
import { type PolicyRules, policyInputs } from '#contract/policies.ts';
import { invalid, refused } from '../../engine/outcome.ts';
import { invalidPatterns } from '../../engine/policy/check.ts';
import { archivePolicy, createPolicy, restorePolicy, updatePolicy } from '../../engine/policy/commands.ts';
import { loadPatternLoad, loadPolicy, readRules } from '../../store/queries/policies.ts';
import { directoryOf, nameTaken, stateOf, unknownRef } from '../policies/load.ts';
import { type Expectation, same, unfit } from './comparison.ts';
import { type ActorContext, absent } from './context.ts';

type PolicyEvent = FactOf<'policy.created' | 'policy.updated' | 'policy.archived' | 'policy.restored'>;

/** Whether an admin could have made or changed a policy so (desk/policies/changes.ts). */
export function judgePolicy(judged: Pick<ActorContext, 'db' | 'rules'>, event: PolicyEvent): Expectation {
  const { db } = judged;
  const { id } = event.data;
  // Patterns cost something since the second rules only.
  const load = judged.rules >= 2 ? loadPatternLoad(db, id) : null;
  if (event.type === 'policy.created') {
    const rules = rulesOf(event);
    return (
      whyNotRules(judged, rules) ??
      createPolicy(id, rules, nameTaken(db, rules.name, null), directoryOf(db, rules), load)
    );
  }
  const policy = loadPolicy(db, id);
  if (!policy) return absent('policy');
  const state = stateOf(policy);
  switch (event.type) {
    case 'policy.updated': {
      const rules = rulesOf(event);
      const basedOn = event.data.version - 1;
      return (
        whyNotRules({ db, rules: FIRST_RULES }, rules) ??
        unfit(policyInputs.update, { id, version: basedOn, ...changed(state.rules, rules) }, judged.rules) ??
        updatePolicy(state, basedOn, rules, nameTaken(db, rules.name, id), directoryOf(db, rules), {
          keepsSame: judged.rules >= SAME_MAKES_NO_VERSION,
          load,
        })
      );
    }
    case 'policy.archived':
      return archivePolicy(state);
    case 'policy.restored': {
      const unknown = unknownRef(db, policy);
      return unknown ? refused(unknown) : restorePolicy(state, directoryOf(db, policy), load);
    }
  }
}

/** The first rules under which an update that changes nothing makes no version. */
const SAME_MAKES_NO_VERSION = 2;

// The fields that an update must have given: those that it left alone may be older than a limit of today.
function changed(before: PolicyRules, after: PolicyRules): Record<string, unknown> {
  const was: Readonly<Record<string, unknown>> = { ...before };
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => !same(value, was[field])));
}

// As read from a table: the schema of an event admits a field that is there and undefined, the rules of a policy do not.
function rulesOf({ data }: FactOf<'policy.created' | 'policy.updated'>): PolicyRules {
  return readRules(JSON.stringify(data.rules));
}

function whyNotRules(
  { db, rules: number }: Pick<ActorContext, 'db' | 'rules'>,
  rules: PolicyRules,
): Expectation | null {
  const patterns = invalidPatterns(rules.conditions);
  const unknown = unknownRef(db, rules);
  return (
    unfit(policyInputs.create, rules, number) ??
    (Object.keys(patterns).length > 0 ? refused(invalid(patterns)) : null) ??
    (unknown ? refused(unknown) : null)
  );
}
