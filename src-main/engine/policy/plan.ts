import type { Fact } from '#contract/events.ts';
import type { PolicyRules, PolicyStatus } from '#contract/policies.ts';
import type { PolicyChange } from '#contract/policyHistory.ts';
import type { PlannedPolicy, PolicySetProblem } from '#contract/policySet.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import type { Outcome } from '../outcome.ts';
import { type PatternLoad, patternCharacters, whyTooCostly } from '../pattern/cost.ts';
import type { Directory } from '../people/directory.ts';
import { fold } from '../text/fold.ts';
import { whyNoQuorum } from './check.ts';
import { archivePolicy, createPolicy, type PolicyState, restorePolicy, updatePolicy } from './commands.ts';
import { difference, type NameOf } from './difference.ts';

/** A policy of a file; each value is valid by itself, and names are unique. */
export interface WantedPolicy {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly status: PolicyStatus;
  readonly rules: PolicyRules;
}

/** The state of the desk that a plan depends on. */
export interface SetState {
  /** The policy with a folded name, archived ones included. */
  readonly policyNamed: (folded: string) => PolicyState | undefined;
  /** Policies to archive unless the file names them: all active ones for a complete file, otherwise none. */
  readonly others: readonly PolicyState[];
  readonly directoryOf: (rules: PolicyRules) => Directory;
  readonly nameOf: NameOf;
  /** How many characters the patterns of all active policies have now. */
  readonly patternCharacters: number;
}

/** What a file does with one policy. */
export interface PlannedChange extends PlannedPolicy {
  /** The facts of the change, in order; `newId` makes the id of a new policy. */
  readonly facts: (newId: () => PolicyId) => readonly Fact[];
}

export interface PlannedSet {
  readonly actions: readonly PlannedChange[];
  readonly problems: readonly PolicySetProblem[];
}

/**
 * Plans a file of policies by the same commands as single changes: creates new names, updates the others, and archives those that the
 * file archives or, being complete, leaves out. A policy that a command refuses is a problem and no action.
 */
export function planPolicySet(wanted: readonly WantedPolicy[], state: SetState): PlannedSet {
  const actions: PlannedChange[] = [];
  const problems: PolicySetProblem[] = [];
  // The length of all patterns after the actions so far.
  let desk = state.patternCharacters;
  for (const one of wanted) {
    const policy = state.policyNamed(fold(one.rules.name));
    const planned = policy ? planExisting(one, policy, state, desk) : planNew(one, state, desk);
    if (typeof planned === 'string') problems.push({ line: one.line, message: planned });
    else {
      actions.push(planned);
      const before = policy?.status === 'active' ? patternCharacters(policy.rules.conditions) : 0;
      desk += (one.status === 'active' ? patternCharacters(one.rules.conditions) : 0) - before;
    }
  }
  const named = new Set(wanted.map(({ rules }) => fold(rules.name)));
  const left = state.others.filter(({ rules }) => !named.has(fold(rules.name)));
  return { actions: [...actions, ...left.map(planLeftOut)], problems };
}

// The planned change, or a sentence about why it is impossible.
function planNew(
  { line, status, rules }: WantedPolicy,
  { directoryOf, nameOf }: SetState,
  desk: number,
): PlannedChange | string {
  const directory = directoryOf(rules);
  const impossible =
    whyTooCostly(rules.conditions, { own: 0, active: true, desk }) ?? whyNoQuorum(rules, directory)?.message;
  if (impossible !== undefined) return impossible;
  return {
    line,
    policyId: null,
    name: rules.name,
    action: 'create',
    changes: [...difference(null, rules, nameOf), ...(status === 'archived' ? [becomesArchived()] : [])],
    facts: (newId) => {
      const id = newId();
      const created = factsOf(createPolicy(id, rules, false, directory));
      const state: PolicyState = { id, version: 1, status: 'active', rules };
      return status === 'archived' ? [...created, ...factsOf(archivePolicy(state))] : created;
    },
  };
}

function planExisting(
  { line, status, rules }: WantedPolicy,
  policy: PolicyState,
  { directoryOf, nameOf }: SetState,
  desk: number,
): PlannedChange | string {
  const changes = difference(policy.rules, rules, nameOf);
  const turned = status !== policy.status;
  const directory = directoryOf(rules);
  const own = patternCharacters(policy.rules.conditions);
  const load: PatternLoad = { own, active: policy.status === 'active', desk };
  const updated =
    changes.length > 0
      ? updatePolicy(policy, policy.version, rules, false, directory, { load })
      : ({ ok: true, facts: [] } as const);
  if (!updated.ok) return updated.refusal.message;
  const next = changes.length > 0 ? { ...policy, version: policy.version + 1, rules } : policy;
  const outcome = status === 'archived' ? archivePolicy(next) : restorePolicy(next, directory, load);
  if (!outcome.ok) return outcome.refusal.message;
  const facts = [...updated.facts, ...outcome.facts];
  return {
    line,
    policyId: policy.id,
    name: rules.name,
    action: turned ? (status === 'archived' ? 'archive' : 'restore') : changes.length > 0 ? 'update' : 'unchanged',
    changes: [...changes, ...(turned ? [status === 'archived' ? becomesArchived() : becomesActive()] : [])],
    facts: () => facts,
  };
}

function planLeftOut(policy: PolicyState): PlannedChange {
  const facts = factsOf(archivePolicy(policy));
  return {
    line: null,
    policyId: policy.id,
    name: policy.rules.name,
    action: 'archive',
    changes: [becomesArchived()],
    facts: () => facts,
  };
}

const becomesArchived = (): PolicyChange => ({
  field: 'status',
  kind: 'changed',
  before: 'active',
  after: 'archived',
  sentence: t('difference.status.archived'),
});
const becomesActive = (): PolicyChange => ({
  field: 'status',
  kind: 'changed',
  before: 'archived',
  after: 'active',
  sentence: t('difference.status.active'),
});

// The plan ran the same checks in the same transaction, so a refusal here is a bug.
function factsOf(outcome: Outcome): readonly Fact[] {
  if (!outcome.ok) throw new TypeError(`What was planned is refused: ${outcome.refusal.message}`);
  return outcome.facts;
}
