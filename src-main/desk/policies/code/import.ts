import { eventCatalogue } from '#contract/events.ts';
import type { Policy } from '#contract/policies.ts';
import { type PolicySetPlan, type PolicySetProblem, policySetInputs } from '#contract/policySet.ts';
import { policyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../../engine/outcome.ts';
import { hintSentence, hintsOf, hintWords, isForeign } from '../../../engine/policy/impact/hints.ts';
import { inventoryOf } from '../../../engine/policy/impact/inventory.ts';
import { type PlannedSet, planPolicySet } from '../../../engine/policy/plan.ts';
import type { ReadDb } from '../../../store/connection.ts';
import { policySequence } from '../../../store/queries/desk.ts';
import {
  countPatternCharacters,
  findPolicyByName,
  listActivePolicies,
  loadPolicy,
} from '../../../store/queries/policies.ts';
import { listAccountNames } from '../../../store/queries/policyRank.ts';
import { refuseImport } from '../../importing/refusals.ts';
import { ok, reads, refuse, writes } from '../../kernel/usecase.ts';
import { directoryOf, namesIn, stateOf } from '../load.ts';
import { type ReadPolicy, readSet } from './read.ts';
import { resolveNames } from './resolve.ts';

/** Most problems that one answer names. */
const MOST_PROBLEMS = 200;

interface Prepared extends PlannedSet {
  /** The policies in the file. */
  readonly written: readonly ReadPolicy[];
}

// Reads the accounts only if a pattern looks foreign, and stops once enough warnings are found.
function warningsOf(db: ReadDb, { written }: Prepared): PolicySetProblem[] {
  const foreign = written.filter(({ entry }) => entry.conditions.some(isForeign));
  if (foreign.length === 0) return [];
  const inventory = inventoryOf(listAccountNames(db));
  const warnings: PolicySetProblem[] = [];
  for (const { entry, lineOf } of foreign) {
    for (const hint of hintsOf(entry.conditions, inventory))
      warnings.push({ line: lineOf(hint.path.split('.')), message: `${hint.path}: ${hintSentence(hint)}` });
    if (warnings.length >= MOST_PROBLEMS) break;
  }
  return warnings;
}

// Without searching the accounts, which would make every other writer wait.
function quickWarningsOf({ written }: Prepared): PolicySetProblem[] {
  return written.flatMap(({ entry, lineOf }) =>
    hintWords(entry.conditions).map(({ path, sentence }) => ({
      line: lineOf(path.split('.')),
      message: `${path}: ${sentence}`,
    })),
  );
}

/** What a file would change now. */
function prepare(db: ReadDb, yaml: string): Prepared {
  const file = readSet(yaml);
  const resolved = resolveNames(db, file.policies);
  const wrong = [...file.problems, ...resolved.problems];
  const plan = planPolicySet(resolved.wanted, {
    policyNamed: (folded) => {
      const id = findPolicyByName(db, folded);
      return id === undefined ? undefined : stateOf(existing(loadPolicy(db, id)));
    },
    // A policy counts as left out of a file only if the whole file can be read.
    others:
      file.complete && wrong.length === 0
        ? listActivePolicies(db).map(({ id, version, rules }) => ({ id, version, status: 'active', rules }))
        : [],
    directoryOf: (rules) => directoryOf(db, rules),
    nameOf: namesIn(db),
    patternCharacters: countPatternCharacters(db),
  });
  const problems = [...wrong, ...plan.problems].sort((a, b) => a.line - b.line);
  return { actions: plan.actions, problems, written: file.policies };
}

function existing(policy: Policy | undefined): Policy {
  if (!policy) throw new TypeError('A policy was found by its name, and not by its id.');
  return policy;
}

function viewPlan(db: ReadDb, { actions, problems }: Prepared, warnings: readonly PolicySetProblem[]): PolicySetPlan {
  return {
    actions: actions.map(({ facts: _, ...action }) => action),
    problems: problems.slice(0, MOST_PROBLEMS),
    warnings: warnings.slice(0, MOST_PROBLEMS),
    sequence: policySequence(db),
  };
}

export const policyImport = {
  plan: reads(policySetInputs.plan, { roles: eventCatalogue['policy.created'].roles }, ({ db }, { yaml }) => {
    const planned = prepare(db, yaml);
    return ok(viewPlan(db, planned, warningsOf(db, planned)));
  }),
  apply: writes(
    policySetInputs.apply,
    { roles: eventCatalogue['policy.created'].roles },
    (context, { yaml, sequence }) => {
      const { db } = context;
      const planned = prepare(db, yaml);
      const [problem] = planned.problems;
      if (problem) return refuse(refuseImport(planned.problems, problem));
      if (sequence !== undefined && sequence !== policySequence(db))
        return refuse(refusal('STALE', t('policyFile.changedSince')));
      for (const action of planned.actions) context.commit(action.facts(() => policyId.parse(context.newId())));
      return ok(viewPlan(db, planned, quickWarningsOf(planned)));
    },
  ),
};
