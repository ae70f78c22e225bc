import { Document, isScalar, visit } from 'yaml';
import type { PolicyRules, PolicyStatus, Ref } from '#contract/policies.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { API_VERSION, KIND, type NamedRef, type PolicyEntryInput } from './document.ts';

export interface WrittenPolicy {
  readonly status: PolicyStatus;
  readonly rules: PolicyRules;
}

/** Policies as a policy set that, read again, says the same. `nameOf` gives a person's username and a group's name. */
export function writeSet(policies: readonly WrittenPolicy[], nameOf: (ref: Ref) => string, training: boolean): string {
  const named = (refs: readonly Ref[]): NamedRef[] =>
    refs.map((ref) => (ref.kind === 'person' ? { person: nameOf(ref) } : { group: nameOf(ref) }));
  const document = new Document({
    apiVersion: API_VERSION,
    kind: KIND,
    complete: false,
    policies: policies.map((policy) => entryOf(policy, named)),
  });
  const comments = [
    ...(training ? [t('policyFile.comments.training')] : []),
    t('policyFile.comments.names'),
    t('policyFile.comments.complete'),
  ];
  document.commentBefore = comments.map((comment) => ` ${comment}`).join('\n');
  visit(document, {
    Pair(_, { key, value }) {
      if (
        isScalar(key) &&
        isScalar<unknown>(value) &&
        typeof value.value === 'number' &&
        /Seconds$/.test(String(key.value))
      )
        value.comment = ` ${duration(value.value)}`;
    },
  });
  return document.toString({ lineWidth: 0 });
}

function entryOf({ status, rules }: WrittenPolicy, named: (refs: readonly Ref[]) => NamedRef[]): PolicyEntryInput {
  const { name, description, conditions, duration: limits, steps, bypass } = rules;
  const { pendingTtlSeconds, distinctApprovers, precedence, requireJustification, requireTicket } = rules;
  return {
    name,
    ...(status === 'active' ? {} : { status }),
    ...(description === null ? {} : { description }),
    conditions: conditions.map((condition) => ({ ...condition })),
    duration: { ...limits },
    pendingTtlSeconds,
    steps: steps.map((step) => ({
      ...(step.name === null ? {} : { name: step.name }),
      required: step.required,
      approvers: named(step.approvers),
    })),
    distinctApprovers,
    precedence,
    requireJustification,
    requireTicket,
    ...(bypass === null ? {} : { bypass: { bypassers: named(bypass.bypassers) } }),
  };
}
