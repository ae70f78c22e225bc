import type { PolicyRules, Ref } from '#contract/policies.ts';
import type { PolicyRisk } from '#contract/policyImpact.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import { tooLongSaved } from '../../pattern/cost.ts';
import { type Directory, NOW, resolveRefs, standsAt } from '../../people/directory.ts';
import { placedSteps, stepLabel } from '../../request/state.ts';
import { whyNoQuorum } from '../check.ts';
import { namesOf } from './names.ts';
import { barredRequesters, candidatesOf, passAlone } from './requesters.ts';

/** The people and steps of a draft, and the number of other people. */
export interface Staffing {
  readonly rules: PolicyRules;
  /** Every person and group that the rules name. */
  readonly directory: Directory;
  /** How many enabled people, without auditors, approve none of its steps. */
  readonly bystanders: number;
  /** Whether its patterns exceed the limit, but not those of the version before. */
  readonly tooLongAlready?: boolean;
}

/** Faults and risks of the people whom a policy names, and of its patterns. A step without approvers is not written yet and is skipped. */
export function staffingRisks(staffing: Staffing): PolicyRisk[] {
  return [
    ...stepRisks(staffing),
    ...quorumRisks(staffing),
    ...bypassRisks(staffing),
    ...namedRisks(staffing),
    ...patternRisks(staffing),
  ];
}

// Patterns that are too long to be saved are reported with their fields.
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
            sentence: t('impact.risks.stepWithoutPeople', { step: stepLabel(step) }),
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
  const main =
    others + bystanders === 0
      ? t('impact.risks.nobodyPasses')
      : t('impact.risks.someCannotPass', { people: namesOf(barred, directory) });
  const sentence = withGlass(main, refused, onlyByBypass, directory);
  return [{ code: 'QUORUM_FOR_SOME', weight: 'risk', path: 'steps', sentence }];
}

function withGlass(
  sentence: string,
  refused: readonly PersonId[],
  onlyByBypass: readonly PersonId[],
  directory: Directory,
): string {
  if (onlyByBypass.length === 0) return sentence;
  return refused.length === 0
    ? t('impact.risks.onlyByGlass', { sentence })
    : t('impact.risks.someOnlyByGlass', { sentence, people: namesOf(onlyByBypass, directory) });
}

function byOne(alone: readonly PersonId[], directory: Directory): PolicyRisk[] {
  if (alone.length === 0) return [];
  return [
    {
      code: 'ONE_PERSON_PASSES_ALL',
      weight: 'risk',
      path: 'distinctApprovers',
      sentence: t('impact.risks.onePasses', { people: namesOf(alone, directory) }),
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
        sentence: t('impact.risks.bypassWithoutPeople'),
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
      sentence: t('impact.risks.bypasserApproves', { count: both.length, people: namesOf(both, directory) }),
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
    const why = idle.map(({ name: person, status }) =>
      status === 'disabled' ? t('impact.risks.isDisabled', { person }) : t('impact.risks.isAuditor', { person }),
    );
    return [
      {
        code: 'CANNOT_APPROVE',
        weight: 'risk',
        path,
        sentence: t('impact.risks.cannotApprove', { count: idle.length, people: listed(why) }),
      },
    ];
  });
}
