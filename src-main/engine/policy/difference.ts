import type { Condition, PolicyRules, PolicyStep, Ref } from '#contract/policies.ts';
import type { PolicyChange } from '#contract/policyHistory.ts';
import { t } from '#texts/texts.ts';
import { duration, listed } from '#texts/values.ts';
import { type PlacedStep, stepLabel, stepLabelFirst } from '../request/state.ts';
import { alignSteps, refKey, type StepPair } from './alignment.ts';

/** The name of a person or a group: at the beginning of a sentence (`first`), or within one. */
export type NameOf = (ref: Ref, place: 'first' | 'within') => string;

/**
 * The differences between two versions of a policy, in the order of its fields; against null, those of a new policy. The order of
 * conditions, approvers and bypassers is ignored. Equal versions have no differences.
 */
export function difference(before: PolicyRules | null, after: PolicyRules, nameOf: NameOf): readonly PolicyChange[] {
  return [
    ...valueChanges(before, after, HEAD),
    ...conditionChanges(before?.conditions ?? [], after.conditions),
    ...valueChanges(before, after, TERMS),
    ...stepChanges(before?.steps ?? [], after.steps, nameOf),
    ...valueChanges(before, after, SWITCHES),
    ...bypassChanges(before?.bypass ?? null, after.bypass, nameOf),
  ];
}

type Sentence = (before: string | null, after: string | null) => string;

interface Value {
  readonly field: string;
  /** The value in words; null when there is none. */
  readonly read: (rules: PolicyRules) => string | null;
  readonly sentence: Sentence;
}

type Told = 'name' | 'minSeconds' | 'maxSeconds' | 'pendingTtlSeconds' | 'precedence';

const valueSentence =
  (name: Told): Sentence =>
  (before, after) =>
    before === null
      ? t(`difference.${name}.added`, { after: after ?? '' })
      : t(`difference.${name}.changed`, { before, after: after ?? '' });

const quoted = (text: string) => t('difference.quoted', { text });
const yesOrNo = (flag: boolean) => (flag ? t('difference.yes') : t('difference.no'));

const HEAD: readonly Value[] = [
  { field: 'name', read: ({ name }) => quoted(name), sentence: valueSentence('name') },
  {
    field: 'description',
    read: ({ description }) => description,
    sentence: (before, after) => t(`difference.description.${kindOf(before, after)}`),
  },
];
const TERMS: readonly Value[] = [
  {
    field: 'duration.minSeconds',
    read: (rules) => duration(rules.duration.minSeconds),
    sentence: valueSentence('minSeconds'),
  },
  {
    field: 'duration.maxSeconds',
    read: (rules) => duration(rules.duration.maxSeconds),
    sentence: valueSentence('maxSeconds'),
  },
  {
    field: 'pendingTtlSeconds',
    read: (rules) => duration(rules.pendingTtlSeconds),
    sentence: valueSentence('pendingTtlSeconds'),
  },
];
const SWITCHES: readonly Value[] = [
  {
    field: 'distinctApprovers',
    read: (rules) => yesOrNo(rules.distinctApprovers),
    sentence: (_, after) =>
      after === yesOrNo(true) ? t('difference.distinctApprovers.yes') : t('difference.distinctApprovers.no'),
  },
  { field: 'precedence', read: ({ precedence }) => String(precedence), sentence: valueSentence('precedence') },
  {
    field: 'requireJustification',
    read: (rules) => yesOrNo(rules.requireJustification),
    sentence: requirement('justification'),
  },
  { field: 'requireTicket', read: (rules) => yesOrNo(rules.requireTicket), sentence: requirement('ticket') },
];

function requirement(name: 'justification' | 'ticket'): Sentence {
  return (before, after) => {
    const required = after === yesOrNo(true);
    if (before === null) return required ? t(`difference.${name}.yes`) : t(`difference.${name}.no`);
    return required ? t(`difference.${name}.nowYes`) : t(`difference.${name}.nowNo`);
  };
}

function valueChanges(earlier: PolicyRules | null, later: PolicyRules, values: readonly Value[]): PolicyChange[] {
  return values.flatMap(({ field, read, sentence }) => {
    const [before, after] = [earlier && read(earlier), read(later)];
    return before === after ? [] : [change(field, before, after, sentence(before, after))];
  });
}

function conditionChanges(before: readonly Condition[], after: readonly Condition[]): PolicyChange[] {
  const { removed, added } = compare(before, after, ({ resource, account }) => JSON.stringify([resource, account]));
  const [gone, come] = [removed.map(conditionWords), added.map(conditionWords)];
  const [from, to] = [gone[0], come[0]];
  if (from !== undefined && to !== undefined && gone.length + come.length === 2)
    return [change('conditions', from, to, t('difference.condition.replaced', { before: from, after: to }))];
  const addition = before.length === 0 ? 'first' : 'added';
  return [
    ...gone.map((condition) => change('conditions', condition, null, t('difference.condition.removed', { condition }))),
    ...come.map((condition) =>
      change('conditions', null, condition, t(`difference.condition.${addition}`, { condition })),
    ),
  ];
}

function conditionWords({ resource, account }: Condition): string {
  if (resource === undefined) return t('difference.condition.account', { account: account ?? '' });
  return account === undefined
    ? t('difference.condition.resource', { resource })
    : t('difference.condition.both', { account, resource });
}

function stepChanges(before: readonly PolicyStep[], after: readonly PolicyStep[], nameOf: NameOf): PolicyChange[] {
  return alignSteps(before, after).flatMap((pair) => pairChanges(pair, before, after, nameOf));
}

function pairChanges(
  pair: StepPair,
  earlier: readonly PolicyStep[],
  later: readonly PolicyStep[],
  nameOf: NameOf,
): PolicyChange[] {
  const before = placed(earlier, pair.before);
  const after = placed(later, pair.after);
  const field = `steps.${pair.after ?? pair.before}`;
  if (!after)
    return before
      ? [change(field, stepWords(before, nameOf), null, t('difference.step.removed', { step: stepLabelFirst(before) }))]
      : [];
  if (!before) {
    const rule = stepWords(after, nameOf);
    const addition = earlier.length === 0 ? 'first' : 'added';
    return [change(field, null, rule, t(`difference.step.${addition}`, { step: stepLabelFirst(after), rule }))];
  }
  const [was, place] = [numberOf(before), numberOf(after)];
  return [
    ...(pair.moved
      ? [change(field, was, place, t('difference.step.moved', { step: stepLabelFirst(before), place }))]
      : []),
    ...insideStep(field, before, after, nameOf),
  ];
}

const placed = (steps: readonly PolicyStep[], index: number | null): PlacedStep | undefined => {
  if (index === null) return undefined;
  const step = steps[index];
  return step && { ...step, position: index + 1 };
};

const numberOf = ({ position }: PlacedStep): string => t('engine.step', { position });

function insideStep(field: string, before: PlacedStep, after: PlacedStep, nameOf: NameOf): PolicyChange[] {
  const step = stepLabelFirst(after);
  const [name, newName] = [before.name && quoted(before.name), after.name && quoted(after.name)];
  const [required, newRequired] = [approvals(before.required), approvals(after.required)];
  const approvers = { step: stepLabel(after) };
  return [
    ...(name === newName ? [] : [change(`${field}.name`, name, newName, nameSentence(step, name, newName))]),
    ...(required === newRequired
      ? []
      : [
          change(
            `${field}.required`,
            required,
            newRequired,
            t('difference.step.required', { step, before: before.required, after: newRequired }),
          ),
        ]),
    ...refChanges(
      `${field}.approvers`,
      before.approvers,
      after.approvers,
      nameOf,
      (who) => t('difference.approver.added', { ...approvers, who }),
      (who) => t('difference.approver.removed', { ...approvers, who }),
    ),
  ];
}

function nameSentence(step: string, before: string | null, after: string | null): string {
  if (before === null) return t('difference.step.nameAdded', { step });
  return after === null
    ? t('difference.step.nameRemoved', { step, before })
    : t('difference.step.nameChanged', { step, before });
}

function bypassChanges(before: PolicyRules['bypass'], after: PolicyRules['bypass'], nameOf: NameOf): PolicyChange[] {
  if (before && after)
    return refChanges(
      'bypass.bypassers',
      before.bypassers,
      after.bypassers,
      nameOf,
      (who) => t('difference.bypass.added', { who }),
      (who) => t('difference.bypass.removed', { who }),
    );
  if (before) {
    const was = namesOf(before.bypassers, nameOf);
    return [change('bypass', was, null, t('difference.bypass.taken', { who: was }))];
  }
  if (!after) return [];
  const who = namesOf(after.bypassers, nameOf, 'first');
  return [change('bypass', null, namesOf(after.bypassers, nameOf), t('difference.bypass.given', { who }))];
}

function refChanges(
  field: string,
  before: readonly Ref[],
  after: readonly Ref[],
  nameOf: NameOf,
  addition: (who: string) => string,
  removal: (who: string) => string,
): PolicyChange[] {
  const { removed, added } = compare(before, after, refKey);
  return [
    ...removed.map((ref) => change(field, nameOf(ref, 'within'), null, removal(nameOf(ref, 'first')))),
    ...added.map((ref) => change(field, null, nameOf(ref, 'within'), addition(nameOf(ref, 'first')))),
  ];
}

/** The entries that only one of two lists has; order and repetitions are ignored. */
function compare<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string) {
  const byKey = (list: readonly T[]) => new Map(list.map((one) => [keyOf(one), one]));
  const [earlier, later] = [byKey(before), byKey(after)];
  const missing = (from: ReadonlyMap<string, T>, list: ReadonlyMap<string, T>) =>
    [...from].filter(([key]) => !list.has(key)).map(([, one]) => one);
  return { removed: missing(earlier, later), added: missing(later, earlier) };
}

function change(field: string, before: string | null, after: string | null, sentence: string): PolicyChange {
  return { field, kind: kindOf(before, after), before, after, sentence };
}

function kindOf(before: string | null, after: string | null): PolicyChange['kind'] {
  return before === null ? 'added' : after === null ? 'removed' : 'changed';
}

const approvals = (count: number) => t('engine.approvals', { count });

function stepWords({ approvers, required }: PolicyStep, nameOf: NameOf): string {
  return t('difference.step.rule', { approvals: approvals(required), approvers: namesOf(approvers, nameOf) });
}

function namesOf(refs: readonly Ref[], nameOf: NameOf, place: 'first' | 'within' = 'within'): string {
  const names = [...new Map(refs.map((ref) => [refKey(ref), ref])).values()].map((ref, index) =>
    nameOf(ref, index === 0 ? place : 'within'),
  );
  if (names.length > 0) return listed(names, 'or');
  return place === 'first' ? t('difference.bypass.nobodyFirst') : t('difference.bypass.nobody');
}
