import type { z } from 'zod';
import { type AccessCheck, type Grant, grantInputs } from './grants.ts';
import { type Group, groupInputs } from './groups.ts';
import { type LedgerCheck, type LedgerEvent, ledgerInputs } from './ledger.ts';
import type { Area, Areas, Topic, Verb } from './names.ts';
import { type Person, peopleInputs } from './people.ts';
import { type MatchResult, type Policy, policyInputs } from './policies.ts';
import type { Answer } from './refusal.ts';
import { type AccessRequest, type RequestCounts, type RequestPreview, requestInputs } from './requests.ts';
import type { Page } from './scalars.ts';
import { type Session, sessionInputs } from './session.ts';

/** What each verb takes; unknown fields are refused. */
export const inputs = {
  session: sessionInputs,
  people: peopleInputs,
  groups: groupInputs,
  policies: policyInputs,
  requests: requestInputs,
  grants: grantInputs,
  ledger: ledgerInputs,
} satisfies { [A in Area]: Record<Verb<A>, z.ZodType> };

/** What each verb answers. */
export interface Results {
  session: { get: Session; become: Session; advance: Session; run: Session };
  people: { create: Person; update: Person; disable: Person; enable: Person; list: Page<Person> };
  groups: { create: Group; update: Group; remove: Record<string, never>; list: Page<Group> };
  policies: {
    create: Policy;
    update: Policy;
    archive: Policy;
    restore: Policy;
    get: Policy;
    list: Page<Policy>;
    match: MatchResult;
  };
  requests: {
    preview: RequestPreview;
    submit: AccessRequest;
    get: AccessRequest;
    list: Page<AccessRequest>;
    counts: RequestCounts;
    approve: AccessRequest;
    reject: AccessRequest;
    withdraw: AccessRequest;
    cancel: AccessRequest;
    bypass: AccessRequest;
  };
  grants: {
    list: Page<Grant>;
    get: Grant;
    revoke: Grant;
    release: Grant;
    reviewBypass: Grant;
    check: AccessCheck;
  };
  ledger: { list: Page<LedgerEvent>; verify: LedgerCheck };
}

type Inputs = typeof inputs;
type Schema<A extends Area, V extends Verb<A>> = V extends keyof Inputs[A]
  ? Inputs[A][V] extends z.ZodType
    ? Inputs[A][V]
    : never
  : never;

/** What a caller hands in. */
export type Input<A extends Area, V extends Verb<A>> = z.input<Schema<A, V>>;
/** What a use case gets: parsed, normalised, defaults filled in. */
export type Parsed<A extends Area, V extends Verb<A>> = z.output<Schema<A, V>>;
export type Result<A extends Area, V extends Verb<A>> = V extends keyof Results[A] ? Results[A][V] : never;

/** `window.desk`: every verb of every area, and a way to hear what changed. */
export type DeskBridge = {
  readonly [A in keyof Areas]: {
    readonly [V in Verb<A>]: (input: Input<A, V>) => Promise<Answer<Result<A, V>>>;
  };
} & {
  /** Calls `listener` after every change that this window might show. Answers a function that stops it. */
  readonly onChanged: (listener: (topics: readonly Topic[]) => void) => () => void;
};
