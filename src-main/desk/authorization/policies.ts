import { type FactOf, FIRST_RULES } from '#contract/events.ts';
import { type PolicyRules, policyInputs } from '#contract/policies.ts';
import { invalid, refused } from '../../engine/outcome.ts';
import { invalidPatterns } from '../../engine/policy/check.ts';
import { archivePolicy, createPolicy, restorePolicy, updatePolicy } from '../../engine/policy/commands.ts';
import { loadPatternLoad, loadPolicy, readRules } from '../../store/queries/policies.ts';
import { directoryOf, nameTaken, stateOf, unknownRef } from '../policies/load.ts';
import { type Expectation, same, whyNotEntered } from './comparison.ts';
import { type ActorContext, absent } from './context.ts';

type PolicyEvent = FactOf<'policy.created' | 'policy.updated' | 'policy.archived' | 'policy.restored'>;

/** Replays a change to a policy (desk/policies/changes.ts). */
export function replayPolicy(context: Pick<ActorContext, 'db' | 'rules'>, event: PolicyEvent): Expectation {
  const { db } = context;
  const { id } = event.data;
  // The cost of patterns is limited since rules 2.
  const load = context.rules >= 2 ? loadPatternLoad(db, id) : null;
  if (event.type === 'policy.created') {
    const rules = rulesOf(event);
    return (
      whyNotRules(context, rules) ??
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
        whyNotEntered(policyInputs.update, { id, version: basedOn, ...changed(state.rules, rules) }, context.rules) ??
        updatePolicy(state, basedOn, rules, nameTaken(db, rules.name, id), directoryOf(db, rules), {
          keepsSame: context.rules >= SAME_MAKES_NO_VERSION,
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

/** The first rules under which an update without a change creates no version. */
const SAME_MAKES_NO_VERSION = 2;

// Only the changed fields are checked: the others may be older than a limit of today.
function changed(before: PolicyRules, after: PolicyRules): Record<string, unknown> {
  const was: Readonly<Record<string, unknown>> = { ...before };
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => !same(value, was[field])));
}

// Read as from a table: an event's schema allows undefined fields, a policy's rules do not.
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
    whyNotEntered(policyInputs.create, rules, number) ??
    (Object.keys(patterns).length > 0 ? refused(invalid(patterns)) : null) ??
    (unknown ? refused(unknown) : null)
  );
}
