import type { Role } from '#contract/people.ts';

/** A principal of a policy: a username, or a group by its label with an @ before it. */
export type Named = string;

export interface StepTerms {
  readonly approvers: readonly Named[];
  readonly required: number;
}

export interface ConditionTerms {
  readonly resource?: string;
  readonly account?: string;
}

/** The fields of a policy, by names. */
export interface PolicyTerms {
  readonly conditions: readonly ConditionTerms[];
  readonly precedence: number;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly pendingTtlSeconds: number;
  readonly steps: readonly StepTerms[];
  readonly distinct: boolean;
  readonly bypassers: readonly Named[] | null;
}

type Does<Verb extends string, Fields> = { readonly do: Verb; readonly as: string } & Readonly<Fields>;

export type RequestAction = 'approve' | 'reject' | 'withdraw' | 'cancel' | 'bypass';

/**
 * One command in terms of the contract. People are named by username, everything else by the label under which its creation
 * was saved: `g1` a group, `p1` a policy, `r1` a request; a grant by the label of the decision that started it.
 */
export type Command =
  | { readonly do: 'advance'; readonly seconds: number }
  | Does<'people.create', { username: string; role: Role }>
  | Does<'people.update', { who: string; role: Role }>
  | Does<'people.disable' | 'people.enable', { who: string }>
  | Does<'groups.create', { group: string; name: string; members: readonly string[] }>
  | Does<'groups.update', { group: string; members: readonly string[] }>
  | Does<'groups.remove', { group: string }>
  | Does<'policies.create', { policy: string; name: string; terms: PolicyTerms }>
  | Does<'policies.update', { policy: string; version: number; terms: PolicyTerms }>
  | Does<'policies.archive' | 'policies.restore', { policy: string }>
  | Does<
      'requests.submit',
      { request: string; requester: string | null; resource: string; account: string; seconds: number }
    >
  | Does<`requests.${RequestAction}`, { request: string; label: string; comment: string | null }>
  | Does<'grants.revoke' | 'grants.release' | 'grants.reviewBypass', { grant: string }>;

/** A line of a scenario, as `desk play` takes it (docs/contract.md#command-line). */
export type Line =
  | { readonly advance: number }
  | {
      readonly as: string;
      readonly do: string;
      readonly with: Readonly<Record<string, unknown>>;
      readonly save?: string;
    };

/** A command as a line of a scenario: ids are references to what earlier lines saved. */
export function toLine(command: Command): Line {
  if (command.do === 'advance') return { advance: command.seconds };
  const { as, do: call } = command;
  const line = (input: Readonly<Record<string, unknown>>, save?: string): Line => ({
    as,
    do: call,
    with: input,
    ...(save === undefined ? {} : { save }),
  });
  switch (command.do) {
    case 'people.create': {
      const { username, role } = command;
      return line({ username, name: username.toUpperCase(), email: `${username}@example.test`, role }, username);
    }
    case 'people.update':
      return line({ id: idOf(command.who), role: command.role });
    case 'people.disable':
    case 'people.enable':
      return line({ id: idOf(command.who) });
    case 'groups.create':
      return line({ name: command.name, memberIds: command.members.map(idOf) }, command.group);
    case 'groups.update':
      return line({ id: idOf(command.group), memberIds: command.members.map(idOf) });
    case 'groups.remove':
      return line({ id: idOf(command.group) });
    case 'policies.create':
      return line({ name: command.name, ...rulesOf(command.terms) }, command.policy);
    case 'policies.update':
      return line({ id: idOf(command.policy), version: command.version, ...rulesOf(command.terms) });
    case 'policies.archive':
    case 'policies.restore':
      return line({ id: idOf(command.policy) });
    case 'requests.submit': {
      const { requester, resource, account, seconds } = command;
      const onBehalf = requester === null ? {} : { requesterId: idOf(requester) };
      return line({ resource, account, durationSeconds: seconds, ...onBehalf }, command.request);
    }
    case 'requests.approve':
    case 'requests.reject':
    case 'requests.withdraw':
    case 'requests.cancel': {
      const comment = command.comment === null ? {} : { comment: command.comment };
      return line({ id: idOf(command.request), ...comment }, command.label);
    }
    case 'requests.bypass':
      return line({ id: idOf(command.request), reason: command.comment ?? 'Nobody answers the pager.' }, command.label);
    case 'grants.revoke':
      return line({ id: `$${command.grant}.grant.id`, reason: 'No longer needed.' });
    case 'grants.release':
      return line({ id: `$${command.grant}.grant.id` });
    case 'grants.reviewBypass':
      return line({ id: `$${command.grant}.grant.id`, comment: 'Looked at it.' });
  }
}

/** The first line of a scenario: no call created the first admin, so their id is looked up. */
export const FIRST_LINE: Extract<Line, { do: string }> = { as: 'admin', do: 'people.list', with: {}, save: 'first' };

const idOf = (label: string): string => (label === 'admin' ? '$first.items.0.id' : `$${label}.id`);

const refOf = (named: Named): { kind: string; id: string } =>
  named.startsWith('@') ? { kind: 'group', id: idOf(named.slice(1)) } : { kind: 'person', id: idOf(named) };

function rulesOf({
  steps,
  bypassers,
  distinct,
  minSeconds,
  maxSeconds,
  ...rest
}: PolicyTerms): Record<string, unknown> {
  return {
    ...rest,
    duration: { minSeconds, maxSeconds },
    steps: steps.map(({ approvers, required }) => ({ approvers: approvers.map(refOf), required })),
    distinctApprovers: distinct,
    bypass: bypassers && { bypassers: bypassers.map(refOf) },
  };
}

/** Replaces `$label.path` by the saved value, anywhere in an input. */
export function resolve(value: unknown, saved: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((member) => resolve(member, saved));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, saved)]));
  if (typeof value !== 'string' || !value.startsWith('$')) return value;
  const [label = '', ...path] = value.slice(1).split('.');
  return path.reduce((found: unknown, key) => member(found, key), saved.get(label));
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) throw new Error(`Nothing was saved that has ${key}.`);
  return new Map<string, unknown>(Object.entries(value)).get(key);
}
