import type { Condition, PolicyRules, PolicyStep, Ref } from '#contract/policies.ts';
import { duration as inWords } from '#texts/values.ts';
import type { Directory } from '../../people/directory.ts';
import { counted, listed, refNames } from './names.ts';
import { candidatesOf } from './requesters.ts';

export type GroupName = (ref: Extract<Ref, { kind: 'group' }>) => string | undefined;

/** What a policy says, in plain sentences and in the order in which a request meets it. */
export function ruleSentences(rules: PolicyRules, directory: Directory, groupName: GroupName): string[] {
  const people = candidatesOf(rules, directory);
  return [
    ...(rules.conditions.length === 0 ? [] : [`It applies to ${listed(rules.conditions.map(conditionWords), 'or')}.`]),
    limits(rules),
    paperwork(rules),
    ...rules.steps.map((step, index) => stepSentence(step, index, people[index]?.size ?? 0, directory, groupName)),
    ...(rules.steps.length < 2
      ? []
      : [
          rules.distinctApprovers
            ? 'Nobody counts in two steps of the same request.'
            : 'The same person may approve in several steps.',
        ]),
    'The requester never approves. One rejection ends the request.',
    `A request lapses when it has waited for ${inWords(rules.pendingTtlSeconds)}.`,
    rules.bypass === null
      ? 'Nobody can skip the approvals.'
      : `${capital(refNames(rules.bypass.bypassers, directory, groupName))} may break the glass on a request of their own, with a reason.`,
    ...(rules.precedence === 0
      ? []
      : [`It goes before every policy whose precedence is below ${rules.precedence}, and after those above.`]),
  ];
}

function conditionWords({ resource, account }: Condition): string {
  if (resource !== undefined && account !== undefined) return `account ${account} on resource ${resource}`;
  return resource === undefined ? `account ${account ?? ''} on any resource` : `any account on resource ${resource}`;
}

function limits({ duration: { minSeconds, maxSeconds } }: PolicyRules): string {
  return minSeconds <= 1
    ? `Access for up to ${inWords(maxSeconds)}.`
    : `Access for ${inWords(minSeconds)} to ${inWords(maxSeconds)}.`;
}

function paperwork({ requireJustification, requireTicket }: PolicyRules): string {
  const wanted = [...(requireJustification ? ['a justification'] : []), ...(requireTicket ? ['a ticket'] : [])];
  return wanted.length === 0
    ? 'Whoever asks may give a justification and a ticket, but need not.'
    : `Whoever asks must give ${listed(wanted)}.`;
}

function stepSentence(
  { name, approvers, required }: PolicyStep,
  index: number,
  people: number,
  directory: Directory,
  groupName: GroupName,
): string {
  const label = name === null ? `Step ${index + 1}` : `Step ${index + 1}, ${name}`;
  const now = people === 0 ? 'nobody' : counted(people, 'person', 'people');
  return `${label}: ${counted(required, 'approval')} from ${refNames(approvers, directory, groupName)} (${now} now).`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
