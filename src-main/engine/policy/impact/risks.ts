import type { PolicyRules, Ref } from '#contract/policies.ts';
import type { PolicyRisk } from '#contract/policyImpact.ts';
import type { PersonId } from '#contract/scalars.ts';
import { tooLongSaved } from '../../pattern/cost.ts';
import { type Directory, NOW, resolveRefs, standsAt } from '../../people/directory.ts';
import { placedSteps, stepLabel } from '../../request/state.ts';
import { whyNoQuorum } from '../check.ts';
import { listed, namesOf } from './names.ts';
import { barredRequesters, candidatesOf, passAlone } from './requesters.ts';

/** The people and steps of a draft, and what is known of everybody else. */
export interface Staffing {
  readonly rules: PolicyRules;
  /** Everybody and every group that the rules name. */
  readonly directory: Directory;
  /** How many enabled people, auditors aside, are behind none of its steps. */
  readonly bystanders: number;
  /** Whether its patterns are longer than is allowed and no longer than those of the version before. */
  readonly tooLongAlready?: boolean;
}

/** What is wrong or risky about whom a policy names, and about its patterns. A step without approvers is one that cannot be read yet; it requires nothing. */
export function staffingRisks(staffing: Staffing): PolicyRisk[] {
  return [
    ...stepRisks(staffing),
    ...quorumRisks(staffing),
    ...bypassRisks(staffing),
    ...namedRisks(staffing),
    ...patternRisks(staffing),
  ];
}

// What could not be saved is wrong with its fields, and is said there.
function patternRisks({ rules, tooLongAlready }: Staffing): PolicyRisk[] {
  const sentence = tooLongAlready ? tooLongSaved(rules.conditions) : null;
  return sentence === null ? [] : [{ code: 'PATTERNS_TOO_LONG', weight: 'risk', path: 'conditions', sentence }];
}

function stepRisks({ rules, directory }: Staffing): PolicyRisk[] {
  const candidates = candidatesOf(rules, directory);
  return placedSteps(rules.steps).flatMap((step, index): PolicyRisk[] =>
    step.approvers.length === 0 || (candidates[index]?.size ?? 0) > 0
      ? []
      : [
          {
            code: 'STEP_WITHOUT_PEOPLE',
            weight: 'fault',
            path: `steps.${index}.approvers`,
            sentence: `Nobody whom ${stepLabel(step)} names can approve now: they are disabled, auditors, or a group without members. Name somebody who is enabled.`,
          },
        ],
  );
}

function quorumRisks({ rules, directory, bystanders }: Staffing): PolicyRisk[] {
  const impossible = whyNoQuorum(rules, directory);
  if (impossible) return [{ code: 'QUORUM_IMPOSSIBLE', weight: 'fault', path: 'steps', sentence: impossible.message }];
  const { refused, onlyByBypass } = barredRequesters(rules, directory);
  const alone = passAlone(rules, directory);
  return [...forSome(refused, onlyByBypass, rules, directory, bystanders), ...byOne(alone, directory)];
}

function forSome(
  refused: readonly PersonId[],
  onlyByBypass: readonly PersonId[],
  rules: PolicyRules,
  directory: Directory,
  bystanders: number,
): PolicyRisk[] {
  const barred = [...refused, ...onlyByBypass];
  if (barred.length === 0) return [];
  const others = new Set(candidatesOf(rules, directory).flatMap((people) => [...people])).size - barred.length;
  const glass =
    onlyByBypass.length === 0
      ? ''
      : refused.length === 0
        ? ' They could only break the glass.'
        : ` ${namesOf(onlyByBypass, directory)} could only break the glass.`;
  const sentence =
    others + bystanders === 0
      ? `Nobody could pass this policy now: every enabled person is needed as an approver, and nobody approves their own request. Name more approvers, or require fewer.${glass}`
      : `${namesOf(barred, directory)} could not get access under this policy: nobody approves their own request, and without them too few approvers are left. Name more approvers if they are to ask, too.${glass}`;
  return [{ code: 'QUORUM_FOR_SOME', weight: 'risk', path: 'steps', sentence }];
}

function byOne(alone: readonly PersonId[], directory: Directory): PolicyRisk[] {
  if (alone.length === 0) return [];
  return [
    {
      code: 'ONE_PERSON_PASSES_ALL',
      weight: 'risk',
      path: 'distinctApprovers',
      sentence: `${namesOf(alone, directory)} could give every approval of a request alone, because the same person may count in several steps. Ask for different people in every step if two pairs of eyes are meant.`,
    },
  ];
}

function bypassRisks({ rules, directory }: Staffing): PolicyRisk[] {
  if (rules.bypass === null) return [];
  const able = [...resolveRefs(rules.bypass.bypassers, directory, NOW, NOW)].filter((id) =>
    standsAt(id, directory, NOW),
  );
  if (able.length === 0)
    return [
      {
        code: 'BYPASS_WITHOUT_PEOPLE',
        weight: 'risk',
        path: 'bypass.bypassers',
        sentence:
          'Nobody who is named could break the glass now: they are disabled, auditors, or a group without members.',
      },
    ];
  const approvers = new Set(candidatesOf(rules, directory).flatMap((people) => [...people]));
  const both = able.filter((id) => approvers.has(id));
  if (both.length === 0) return [];
  return [
    {
      code: 'BYPASSER_APPROVES',
      weight: 'risk',
      path: 'bypass.bypassers',
      sentence: `${namesOf(both, directory)} may break the glass and ${both.length === 1 ? 'is an approver' : 'are approvers'} too: whoever opens access without approval should not be who gives it.`,
    },
  ];
}

function namedRisks({ rules, directory }: Staffing): PolicyRisk[] {
  const lists: readonly (readonly [string, readonly Ref[]])[] = [
    ...rules.steps.map(({ approvers }, index) => [`steps.${index}.approvers`, approvers] as const),
    ['bypass.bypassers', rules.bypass?.bypassers ?? []],
  ];
  return lists.flatMap(([path, refs]): PolicyRisk[] => {
    const idle = refs.flatMap((ref) => {
      const person = ref.kind === 'person' ? directory.people.get(ref.id) : undefined;
      return person && !standsAt(person.id, directory, NOW) ? [person] : [];
    });
    if (idle.length === 0) return [];
    const why = idle.map(({ name, status }) => `${name} ${status === 'disabled' ? 'is disabled' : 'is an auditor'}`);
    return [
      {
        code: 'CANNOT_APPROVE',
        weight: 'risk',
        path,
        sentence: `${listed(why)}, and ${idle.length === 1 ? 'is' : 'are'} named here all the same. Nobody who is disabled or an auditor decides anything.`,
      },
    ];
  });
}
