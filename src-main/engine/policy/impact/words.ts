import type { Condition, PolicyRules, PolicyStep, Ref } from '#contract/policies.ts';
import { t } from '#texts/texts.ts';
import { duration as inWords, listed } from '#texts/values.ts';
import type { Directory } from '../../people/directory.ts';
import { refNames } from './names.ts';
import { candidatesOf } from './requesters.ts';

export type GroupName = (ref: Extract<Ref, { kind: 'group' }>) => string | undefined;

/** The rules of a policy as sentences, in the order in which a request meets them. */
export function ruleSentences(rules: PolicyRules, directory: Directory, groupName: GroupName): string[] {
  const people = candidatesOf(rules, directory);
  const conditions = listed(rules.conditions.map(conditionWords), 'or');
  return [
    ...(rules.conditions.length === 0 ? [] : [t('impact.rules.appliesTo', { conditions })]),
    limits(rules),
    paperwork(rules),
    ...rules.steps.map((step, index) => stepSentence(step, index, people[index]?.size ?? 0, directory, groupName)),
    ...(rules.steps.length < 2
      ? []
      : [rules.distinctApprovers ? t('impact.rules.distinct') : t('impact.rules.notDistinct')]),
    t('impact.rules.always'),
    t('impact.rules.expires', { duration: inWords(rules.pendingTtlSeconds) }),
    rules.bypass === null
      ? t('impact.rules.noBypass')
      : t('impact.rules.bypass', { bypassers: refNames(rules.bypass.bypassers, directory, groupName, 'first') }),
    ...(rules.precedence === 0 ? [] : [t('impact.rules.precedence', { precedence: rules.precedence })]),
  ];
}

function conditionWords({ resource, account = '' }: Condition): string {
  if (resource === undefined) return t('impact.rules.conditionAccount', { account });
  return account === ''
    ? t('impact.rules.conditionResource', { resource })
    : t('impact.rules.conditionBoth', { account, resource });
}

function limits({ duration: { minSeconds, maxSeconds } }: PolicyRules): string {
  const max = inWords(maxSeconds);
  return minSeconds <= 1
    ? t('impact.rules.upTo', { max })
    : t('impact.rules.between', { min: inWords(minSeconds), max });
}

function paperwork({ requireJustification, requireTicket }: PolicyRules): string {
  if (requireJustification && requireTicket) return t('impact.rules.paperworkBoth');
  if (requireJustification) return t('impact.rules.paperworkJustification');
  return requireTicket ? t('impact.rules.paperworkTicket') : t('impact.rules.paperworkOptional');
}

function stepSentence(
  { name, approvers, required }: PolicyStep,
  index: number,
  count: number,
  directory: Directory,
  groupName: GroupName,
): string {
  const values = {
    position: index + 1,
    approvals: t('engine.approvals', { count: required }),
    approvers: refNames(approvers, directory, groupName),
    people: count === 0 ? t('impact.rules.nobody') : t('engine.people', { count }),
  };
  return name === null ? t('impact.rules.step', values) : t('impact.rules.namedStep', { ...values, name });
}
