import { randomUUID } from 'node:crypto';
import type { Result } from '../../src-preload/contract/contract.ts';
import { type Area, areas, type Topic, type Verb } from '../../src-preload/contract/names.ts';
import type { Answer } from '../../src-preload/contract/refusal.ts';
import type { PersonId } from '../../src-preload/contract/scalars.ts';
import { sessionInputs } from '../../src-preload/contract/session.ts';
import { invalid, refusal } from '../engine/outcome.ts';
import { fold } from '../engine/text/fold.ts';
import { findByUsername } from '../store/queries/people.ts';
import type { Store } from '../store/store.ts';
import { type Core, makeCore } from './core.ts';
import { fieldsOf } from './fields.ts';
import { grantChanges } from './grants/changes.ts';
import { grantList } from './grants/list.ts';
import { grantViews } from './grants/view.ts';
import { groupChanges } from './groups/changes.ts';
import { groupList } from './groups/list.ts';
import { ledgerViews } from './ledger/view.ts';
import { peopleChanges } from './people/changes.ts';
import { peopleList } from './people/list.ts';
import { policyChanges } from './policies/changes.ts';
import { policyList } from './policies/list.ts';
import { policyViews } from './policies/view.ts';
import { requestDecisions } from './requests/decisions.ts';
import { requestFiling } from './requests/filing.ts';
import { requestGet } from './requests/get.ts';
import { requestLists } from './requests/list.ts';
import { become, sessionClock, viewSession } from './session/session.ts';
import type { Source } from './source.ts';
import { consult, transact } from './transact.ts';
import { loadCaller, no, notSignedIn, ok, type UseCase } from './usecase.ts';
import { watchDue, watchOthers } from './watch.ts';

/** An open workspace: what the window's bridge and the command line call. */
export interface Desk {
  /**
   * Calls a verb of the contract as somebody. Never rejects: what goes wrong unexpectedly is the refusal INTERNAL with a log id, and goes
   * to `log`.
   */
  call(caller: PersonId | null, area: string, verb: string, input: unknown): Promise<Answer<unknown>>;
  /** The enabled person with a username; null when there is none. */
  findPerson(username: string): PersonId | null;
  /** Moves the clock of a training workspace forward, and lets happen what is due then. */
  advance(seconds: number): Promise<void>;
  onChanged(listener: (topics: readonly Topic[]) => void): () => void;
  close(): Promise<void>;
}

type Verbs = { readonly [A in Exclude<Area, 'session'>]: { readonly [V in Verb<A>]: UseCase<Result<A, V>> } };

const verbs: Verbs = {
  people: { ...peopleChanges, list: peopleList },
  groups: { ...groupChanges, list: groupList },
  policies: { ...policyChanges, ...policyViews, list: policyList },
  requests: { ...requestFiling, ...requestDecisions, ...requestLists, get: requestGet },
  grants: { ...grantChanges, ...grantViews, list: grantList },
  ledger: ledgerViews,
};

export interface DeskOptions {
  readonly store: Store;
  readonly source: Source;
  /** Where unexpected failures go, with the id that the caller was given. */
  readonly log: (id: string, error: unknown) => void;
}

/** Serves a workspace that is founded. The store is closed with the desk. */
export function serveDesk({ store, source, log }: DeskOptions): Desk {
  const core = makeCore(store, source);
  const stopDue = watchDue(core);
  const stopOthers = watchOthers(core);
  const running = new Set<Promise<unknown>>();

  const answer = async (caller: PersonId | null, area: string, verb: string, input: unknown) => {
    try {
      return await dispatch(core, caller, area, verb, input);
    } catch (error) {
      const id = randomUUID();
      log(id, error);
      return no(
        refusal('INTERNAL', `Something went wrong inside Countersign; nothing was changed. It is in the log as ${id}.`),
      );
    }
  };

  return {
    call(caller, area, verb, input) {
      const call = answer(caller, area, verb, input);
      running.add(call);
      return call.finally(() => running.delete(call));
    },
    findPerson(username) {
      const person = findByUsername(store.reader, fold(username.trim()));
      return person?.status === 'enabled' ? person.id : null;
    },
    advance: (seconds) => transact(core, (turn) => turn.advance(seconds)),
    // What a listener makes of a change is its own affair: the change is done, and others wait to hear of it.
    onChanged: (listener) =>
      core.listen((topics) => {
        try {
          listener(topics);
        } catch (error) {
          log(randomUUID(), error);
        }
      }),
    async close() {
      stopDue();
      stopOthers();
      await Promise.all(running);
      if (core.clock.running) await transact(core, (turn) => turn.standStill());
      store.close();
    },
  };
}

async function dispatch(
  core: Core,
  caller: PersonId | null,
  area: string,
  verb: string,
  input: unknown,
): Promise<Answer<unknown>> {
  if (area === 'session' && (verb === 'get' || verb === 'become')) return openSession(core, caller, verb, input);
  const person = caller && (await consult(core, (db) => loadCaller(db, caller)));
  if (!person) return no(notSignedIn);
  if (!isArea(area) || !isVerbOf(area, verb))
    return no(invalid({ do: `There is no call ${area.slice(0, 64)}.${verb.slice(0, 64)}.` }));
  return findUseCase(area, verb).call(core, person, input);
}

// The two calls that nobody needs to be signed in for.
function openSession(core: Core, caller: PersonId | null, verb: string, input: unknown): Promise<Answer<unknown>> {
  return consult(core, (db, now): Answer<unknown> => {
    if (verb === 'become') {
      const parsed = sessionInputs.become.safeParse(input);
      return parsed.success ? become(core, db, now, parsed.data.personId) : no(invalid(fieldsOf(parsed.error)));
    }
    const parsed = sessionInputs.get.safeParse(input ?? {});
    return parsed.success ? ok(viewSession(core, db, now, caller)) : no(invalid(fieldsOf(parsed.error)));
  });
}

function isArea(area: string): area is Area {
  return Object.hasOwn(areas, area);
}

function isVerbOf(area: Area, verb: string): boolean {
  const names: readonly string[] = areas[area];
  return names.includes(verb);
}

function findUseCase(area: Area, verb: string): UseCase<unknown> {
  const ofArea: Record<string, UseCase<unknown>> = area === 'session' ? sessionClock : verbs[area];
  const found = Object.hasOwn(ofArea, verb) ? ofArea[verb] : undefined;
  if (!found) throw new TypeError(`No use case answers ${area}.${verb}.`);
  return found;
}
