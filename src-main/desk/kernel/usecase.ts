import type { z } from 'zod';
import type { Fact } from '#contract/events.ts';
import type { Person, Role } from '#contract/people.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import type { Page, PersonId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import type { Now } from '../../engine/clock.ts';
import { invalid, type Outcome, refusal } from '../../engine/outcome.ts';
import { NEWEST_RULES } from '../../engine/rules.ts';
import type { Session } from '../../identity/session.ts';
import type { ReadDb, WriteTx } from '../../store/connection.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { currentKeyId } from '../../store/queries/keys.ts';
import { loadPerson } from '../../store/queries/people.ts';
import type { Core } from './core.ts';
import { fieldsOf } from './fields.ts';
import { readSnapshot, transact } from './transact.ts';
import type { Transaction } from './transaction.ts';

/** What a use case that reads is given. */
export interface Reading {
  readonly core: Core;
  readonly db: ReadDb;
  readonly now: Now;
  /** The rules by which this is decided (engine/rules.ts). */
  readonly rules: number;
  /** Who calls; enabled. */
  readonly person: Person;
  /** Where they sit. */
  readonly session: Session;
}

/** What a use case that writes is given: its reads see the state on which it decides. */
export interface Writing extends Reading {
  readonly db: WriteTx;
  /** A new id. */
  newId(): string;
  /** Puts what the engine decided into the ledger, in the caller's name; facts caused by time have no actor. */
  commit(facts: readonly Fact[]): void;
  /** Does something right before the turn is put on disk; not at all when it is only rehearsed. What it throws undoes the turn. */
  beforeCommit(act: () => void): void;
  /** Does something once the turn is on disk; not at all when it is not. */
  afterwards(act: () => void): void;
  /** The clock of the workspace: see Turn. */
  readonly transaction: Pick<
    Transaction,
    'advance' | 'stopClock' | 'recordExpiriesIfPossible' | 'trustWallClock' | 'approved' | 'dryRun'
  >;
}

/** One verb of the contract, ready to be called with anything. */
export interface UseCase<R> {
  call(core: Core, caller: Caller, input: unknown): Promise<Answer<R>>;
}

/** A verb that writes; it can also be made part of a turn of somebody else's. */
export interface WritingUseCase<R> extends UseCase<R> {
  /** Does in a turn what `call` does in one of its own, but for what comes once that is on disk. */
  within(transaction: Transaction, core: Core, caller: Caller, input: unknown): Answer<R>;
}

/** Who calls, from where. */
export interface Caller {
  readonly person: Person;
  readonly session: Session;
}

interface Rules<S extends z.ZodType> {
  /** Who may call; everyone signed in when left out. */
  readonly roles?: readonly Role[];
  /** What the schema cannot know: wrong fields with a sentence each. */
  readonly check?: (input: z.output<S>) => Readonly<Record<string, string>>;
  /** What takes long and can be made ready before the write turn, for which everybody else waits. */
  readonly prepare?: (core: Core) => unknown;
}

/** What waits for the end of a turn, in the order in which it is done. */
interface Deferred {
  readonly before: (() => void)[];
  readonly after: (() => void)[];
}

/** A use case that only reads. */
export function reads<S extends z.ZodType, R>(
  schema: S,
  rules: Rules<S>,
  run: (context: Reading, input: z.output<S>) => Answer<R> | Promise<Answer<R>>,
): UseCase<R> {
  return {
    async call(core, { person, session }, raw) {
      const input = admit(schema, rules, person, raw);
      if (!input.ok) return input;
      return readSnapshot(core, (db, now) =>
        run({ core, db, now, rules: NEWEST_RULES, person, session }, input.result),
      );
    },
  };
}

/** A use case that writes, in one turn. A refusal leaves nothing behind but what was due. */
export function writes<S extends z.ZodType, R>(
  schema: S,
  rules: Rules<S>,
  run: (context: Writing, input: z.output<S>) => Answer<R>,
): WritingUseCase<R> {
  const within = (
    transaction: Transaction,
    core: Core,
    session: Session,
    input: z.output<S>,
    { before, after }: Deferred,
  ): Answer<R> => {
    const { tx: db } = transaction;
    // Between the first look at the caller and this turn, somebody else may have disabled or demoted them.
    const current = stillAllowed(rules, currentCaller(db, session));
    if (!current.ok) return current;
    const actor = current.result;
    return run(
      {
        core,
        db,
        get now() {
          return transaction.now;
        },
        rules: transaction.rules,
        person: actor,
        session,
        newId: () => core.environment.id(transaction.now.at),
        commit: (facts) => transaction.commit(facts, actor.id),
        beforeCommit: (act) => before.push(act),
        afterwards: (act) => after.push(act),
        transaction,
      },
      input,
    );
  };
  return {
    async call(core, { person, session }, raw) {
      const input = admit(schema, rules, person, raw);
      if (!input.ok) return input;
      rules.prepare?.(core);
      const deferred: Deferred = { before: [], after: [] };
      const work = (transaction: Transaction): Answer<R> => {
        const answer = within(transaction, core, session, input.result, deferred);
        if (answer.ok) for (const act of deferred.before) act();
        return answer;
      };
      const answer = await transact(core, work, session);
      for (const act of deferred.after) act();
      return answer;
    },
    within(transaction, core, { person, session }, raw) {
      const input = admit(schema, rules, person, raw);
      return input.ok ? within(transaction, core, session, input.result, { before: [], after: [] }) : input;
    },
  };
}

export function ok<T>(result: T): Answer<T> {
  return { ok: true, result };
}

export function refuse(error: Refusal): { readonly ok: false; readonly error: Refusal } {
  return { ok: false, error };
}

/** Commits what the engine decided and answers with `result`, or hands on its refusal. */
export function commitOr<R>(context: Writing, outcome: Outcome, result: () => R): Answer<R> {
  if (!outcome.ok) return refuse(outcome.refusal);
  context.commit(outcome.facts);
  return ok(result());
}

/** Refused because nobody enabled is signed in. */
export const notSignedIn: Refusal = refusal(
  'NOT_SIGNED_IN',
  'Nobody is signed in, or the person signed in was disabled. Sign in first.',
);

/** Refused because a cursor is not one that this list has answered. */
export const badCursor: Refusal = invalid({ cursor: 'This is not a cursor of this list; begin at its first page.' });

/** A page as answered; a cursor that is none of the list gives no page. */
export function paged<T>(page: Page<T> | null): Answer<Page<T>> {
  return page ? ok(page) : refuse(badCursor);
}

/** Whether the desk is real or for training. */
export function deskKind(db: ReadDb): WorkspaceKind {
  return loadDesk(db)?.kind ?? 'training';
}

/** The caller as stored, if enabled. */
export function enabledPerson(db: ReadDb, id: PersonId): Person | undefined {
  const person = loadPerson(db, id);
  return person?.status === 'enabled' ? person : undefined;
}

/**
 * Who sits at a place and may call: enabled, and in a real workspace still with the key by which they signed in, which a reset takes
 * away.
 */
export function currentCaller(db: ReadDb, session: Session): Person | undefined {
  if (session.person === null) return undefined;
  const person = enabledPerson(db, session.person);
  if (!person || loadDesk(db)?.kind !== 'real') return person;
  return session.keyId !== null && session.keyId === currentKeyId(db, person.id) ? person : undefined;
}

function admit<S extends z.ZodType>(schema: S, rules: Rules<S>, person: Person, raw: unknown): Answer<z.output<S>> {
  const parsed = schema.safeParse(raw === undefined ? {} : raw);
  if (!parsed.success) return refuse(invalid(fieldsOf(parsed.error)));
  const wrong = rules.check?.(parsed.data) ?? {};
  if (Object.keys(wrong).length > 0) return refuse(invalid(wrong));
  const allowed = stillAllowed(rules, person);
  return allowed.ok ? ok(parsed.data) : allowed;
}

function stillAllowed<S extends z.ZodType>({ roles }: Rules<S>, person: Person | undefined): Answer<Person> {
  if (!person) return refuse(notSignedIn);
  if (roles && !roles.includes(person.role))
    return refuse(refusal('FORBIDDEN', `This is for ${roles.map((role) => ROLE_NAMES[role]).join(' and ')} only.`));
  return ok(person);
}

const ROLE_NAMES: Readonly<Record<Role, string>> = { admin: 'admins', member: 'members', auditor: 'auditors' };
