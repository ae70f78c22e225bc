import type { Condition, PolicyRules, PolicyStep, Ref } from '#contract/policies.ts';
import type { PolicyChange } from '#contract/policyHistory.ts';
import { duration } from '#texts/values.ts';
import { alignSteps, refKey, type StepPair } from './alignment.ts';

/** What a person or a group is called, in the middle of a sentence. */
export type NameOf = (ref: Ref) => string;

/**
 * How one version of a policy differs from another, in the order in which a policy is read; from nothing, for a new policy. In which order
 * conditions, approvers and bypassers stand makes no difference. Versions that say the same differ in nothing.
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

interface Value {
  readonly field: string;
  /** In words; null when there is none. */
  readonly read: (rules: PolicyRules) => string | null;
  readonly sentence: (before: string | null, after: string | null) => string;
}

const said = (what: string) => (before: string | null, after: string | null) =>
  before === null ? `${what} is ${after}.` : `${what} changes from ${before} to ${after}.`;
const quoted = (text: string) => `“${text}”`;
const yes = (flag: boolean) => (flag ? 'yes' : 'no');

const HEAD: readonly Value[] = [
  { field: 'name', read: ({ name }) => quoted(name), sentence: said('The name') },
  {
    field: 'description',
    read: ({ description }) => description,
    sentence: (before, after) =>
      `The description is ${before === null ? 'added' : after === null ? 'taken away' : 'written anew'}.`,
  },
];
const TERMS: readonly Value[] = [
  {
    field: 'duration.minSeconds',
    read: (rules) => duration(rules.duration.minSeconds),
    sentence: said('The shortest duration'),
  },
  {
    field: 'duration.maxSeconds',
    read: (rules) => duration(rules.duration.maxSeconds),
    sentence: said('The longest duration'),
  },
  {
    field: 'pendingTtlSeconds',
    read: (rules) => duration(rules.pendingTtlSeconds),
    sentence: said('The time for which a request may wait'),
  },
];
const SWITCHES: readonly Value[] = [
  {
    field: 'distinctApprovers',
    read: (rules) => yes(rules.distinctApprovers),
    sentence: (_, after) =>
      after === 'yes' ? 'Each person counts once in a whole request.' : 'The same person may count in several steps.',
  },
  { field: 'precedence', read: ({ precedence }) => String(precedence), sentence: said('The precedence') },
  {
    field: 'requireJustification',
    read: (rules) => yes(rules.requireJustification),
    sentence: (before, after) => needed('A justification', before, after),
  },
  {
    field: 'requireTicket',
    read: (rules) => yes(rules.requireTicket),
    sentence: (before, after) => needed('A ticket', before, after),
  },
];

function needed(what: string, before: string | null, after: string | null): string {
  if (before === null) return `${what} is ${after === 'yes' ? '' : 'not '}required.`;
  return `${what} is ${after === 'yes' ? 'now' : 'no longer'} required.`;
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
  if (gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined)
    return [change('conditions', from, to, `It applies to ${to}, and no longer to ${from}.`)];
  return [
    ...gone.map((words) => change('conditions', words, null, `It no longer applies to ${words}.`)),
    ...come.map((words) =>
      change('conditions', null, words, `It ${before.length === 0 ? '' : 'also '}applies to ${words}.`),
    ),
  ];
}

function conditionWords({ resource, account }: Condition): string {
  if (resource === undefined) return `the account ${quoted(account ?? '')} anywhere`;
  return `${account === undefined ? 'any account' : `the account ${quoted(account)}`} on ${quoted(resource)}`;
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
  const before = pair.before === null ? undefined : earlier[pair.before];
  const after = pair.after === null ? undefined : later[pair.after];
  const was = placeWords(pair.before, before);
  const field = `steps.${pair.after ?? pair.before}`;
  if (!after) return before ? [change(field, stepWords(before, nameOf), null, `${capital(was)} is removed.`)] : [];
  const place = placeWords(pair.after, after);
  if (!before) {
    const words = stepWords(after, nameOf);
    const sentence = `${earlier.length === 0 ? capital(place) : `${capital(place)} is added`}: ${words}.`;
    return [change(field, null, words, sentence)];
  }
  return [
    ...(pair.moved
      ? [change(field, numbered(pair.before), numbered(pair.after), `${capital(was)} becomes ${numbered(pair.after)}.`)]
      : []),
    ...insideStep(field, place, before, after, nameOf),
  ];
}

function insideStep(
  field: string,
  place: string,
  before: PolicyStep,
  after: PolicyStep,
  nameOf: NameOf,
): PolicyChange[] {
  const [name, newName] = [before.name && quoted(before.name), after.name && quoted(after.name)];
  const [required, newRequired] = [approvals(before.required), approvals(after.required)];
  return [
    ...(name === newName
      ? []
      : [
          change(
            `${field}.name`,
            name,
            newName,
            newName === null
              ? `${capital(place)} has no name any more; it was ${name}.`
              : `${capital(place)} ${name === null ? 'had no name before' : `was called ${name} before`}.`,
          ),
        ]),
    ...(required === newRequired
      ? []
      : [
          change(
            `${field}.required`,
            required,
            newRequired,
            `${capital(place)} needs ${newRequired} instead of ${before.required}.`,
          ),
        ]),
    ...refChanges(`${field}.approvers`, before.approvers, after.approvers, nameOf, `approve ${place}`),
  ];
}

function bypassChanges(before: PolicyRules['bypass'], after: PolicyRules['bypass'], nameOf: NameOf): PolicyChange[] {
  const may = 'break the glass';
  if (before && after) return refChanges('bypass.bypassers', before.bypassers, after.bypassers, nameOf, may);
  const [was, is] = [before && listed(before.bypassers, nameOf), after && listed(after.bypassers, nameOf)];
  if (was !== null) return [change('bypass', was, null, `Nobody may ${may} any more; before, ${was} could.`)];
  return is === null ? [] : [change('bypass', null, is, `${opening(is)} may ${may}.`)];
}

function refChanges(
  field: string,
  before: readonly Ref[],
  after: readonly Ref[],
  nameOf: NameOf,
  may: string,
): PolicyChange[] {
  const { removed, added } = compare(before, after, refKey);
  return [
    ...removed.map(nameOf).map((name) => change(field, name, null, `${opening(name)} may no longer ${may}.`)),
    ...added.map(nameOf).map((name) => change(field, null, name, `${opening(name)} may now ${may}.`)),
  ];
}

/** What is in only one of two lists; neither their order nor what is in them twice counts. */
function compare<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string) {
  const [earlier, later] = [before, after].map((list) => new Map(list.map((one) => [keyOf(one), one])));
  const missing = (from: Map<string, T> | undefined, list: Map<string, T> | undefined) =>
    [...(from ?? [])].filter(([key]) => !list?.has(key)).map(([, one]) => one);
  return { removed: missing(earlier, later), added: missing(later, earlier) };
}

function change(field: string, before: string | null, after: string | null, sentence: string): PolicyChange {
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return { field, kind, before, after, sentence };
}

const approvals = (required: number) => `${required} ${required === 1 ? 'approval' : 'approvals'}`;
const numbered = (place: number | null) => `step ${(place ?? 0) + 1}`;

function placeWords(place: number | null, step: PolicyStep | undefined): string {
  return step?.name ? `${quoted(step.name)} (${numbered(place)})` : numbered(place);
}

function stepWords({ approvers, required }: PolicyStep, nameOf: NameOf): string {
  return `${approvals(required)} from ${listed(approvers, nameOf)}`;
}

function listed(refs: readonly Ref[], nameOf: NameOf): string {
  const names = [...new Map(refs.map((ref) => [refKey(ref), ref])).values()].map(nameOf);
  const last = names.pop() ?? 'nobody';
  return names.length === 0 ? last : `${names.join(', ')} or ${last}`;
}

// A person's name stays as it is written.
const opening = (names: string) => names.replace(/^the group /, 'The group ');
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
