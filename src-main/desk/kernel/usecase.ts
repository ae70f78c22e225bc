import type { z } from 'zod';
import type { Fact } from '#contract/events.ts';
import type { Person, Role } from '#contract/people.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import type { Page, PersonId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
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

/** The context of a use case that reads. */
export interface Reading {
  readonly core: Core;
  readonly db: ReadDb;
  readonly now: Now;
  /** The rules to decide by (engine/rules.ts). */
  readonly rules: number;
  /** The caller; enabled. */
  readonly person: Person;
  readonly session: Session;
}

/** The context of a use case that writes: its reads see the state that it changes. */
export interface Writing extends Reading {
  readonly db: WriteTx;
  /** A new id. */
  newId(): string;
  /** Records facts in the ledger in the caller's name. */
  commit(facts: readonly Fact[]): void;
  /** Acts right before the transaction is committed; not in a dry run. If it throws, the transaction is rolled back. */
  beforeCommit(act: () => void): void;
  /** Acts once the transaction is committed; never if it is rolled back, or in a dry run. */
  afterwards(act: () => void): void;
  /** See {@link Transaction}. */
  readonly transaction: Pick<
    Transaction,
    'advance' | 'stopClock' | 'recordExpiriesIfPossible' | 'trustWallClock' | 'approved' | 'dryRun'
  >;
}

/** One verb of the contract, ready to be called with anything. */
export interface UseCase<R> {
  call(core: Core, caller: Caller, input: unknown): Promise<Answer<R>>;
}

/** A verb that writes. It can also run inside another verb's transaction. */
export interface WritingUseCase<R> extends UseCase<R> {
  /** Does the same as `call` inside a given transaction, without what is deferred to its commit. */
  within(transaction: Transaction, core: Core, caller: Caller, input: unknown): Answer<R>;
}

export interface Caller {
  readonly person: Person;
  readonly session: Session;
}

interface Rules<S extends z.ZodType> {
  /** Who may call; everyone signed in if left out. */
  readonly roles?: readonly Role[];
  /** What the schema cannot check: wrong fields, each with a sentence. */
  readonly check?: (input: z.output<S>) => Readonly<Record<string, string>>;
  /** Slow work that can be done before the transaction, during which every other writer waits. */
  readonly prepare?: (core: Core) => unknown;
}

/** Actions deferred to the commit of a transaction, in the order in which they run. */
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

/** A use case that writes, in one transaction. If it refuses, only expiries that were due are recorded. */
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
    // Another writer may have disabled or demoted the caller since the call began.
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
      await rules.prepare?.(core);
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

/** Commits the engine's facts and answers `result`, or passes on its refusal. */
export function commitOr<R>(context: Writing, outcome: Outcome, result: () => R): Answer<R> {
  if (!outcome.ok) return refuse(outcome.refusal);
  context.commit(outcome.facts);
  return ok(result());
}

/** Refused because nobody enabled is signed in. */
export const notSignedIn = (): Refusal => refusal('NOT_SIGNED_IN', t('desk.kernel.notSignedIn'));

/** Refused because a cursor does not belong to this list. */
export const badCursor = (): Refusal => invalid({ cursor: t('desk.kernel.badCursor') });

/** Answers a page; null, which a foreign cursor leads to, is refused. */
export function paged<T>(page: Page<T> | null): Answer<Page<T>> {
  return page ? ok(page) : refuse(badCursor());
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

/** The person signed in, if they may call: enabled, and in a real workspace still with the key of this sign-in, which a reset revokes. */
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
  if (!person) return refuse(notSignedIn());
  if (roles && !roles.includes(person.role))
    return refuse(
      refusal(
        'FORBIDDEN',
        t('desk.kernel.forRoles', { roles: listed(roles.map((role) => t(`desk.kernel.roles.${role}`))) }),
      ),
    );
  return ok(person);
}
