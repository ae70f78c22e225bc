import { randomUUID } from 'node:crypto';
import type { Result } from '#contract/contract.ts';
import { type Area, areas, type Topic, type Verb } from '#contract/names.ts';
import type { Answer } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { invalid, refusal } from '../engine/outcome.ts';
import { fold } from '../engine/text/fold.ts';
import type { DeskKeyStore } from '../identity/keys/desk.ts';
import { Session } from '../identity/session.ts';
import { whyUnusable } from '../store/failure.ts';
import { loadDesk } from '../store/queries/desk.ts';
import { findByUsername } from '../store/queries/people.ts';
import type { Store } from '../store/store.ts';
import { NoTemporaryFolder } from '../store/temporary.ts';
import { accountImport } from './accounts/import/import.ts';
import { accountList } from './accounts/list.ts';
import { grantChanges } from './grants/changes.ts';
import { grantQueries } from './grants/view.ts';
import { groupVerbs } from './groups/verbs.ts';
import { type Core, makeCore } from './kernel/core.ts';
import type { Environment } from './kernel/environment.ts';
import { RefusalError } from './kernel/refusalError.ts';
import { noSecureDisplay, type SecureDisplay } from './kernel/secureDisplay.ts';
import { readSnapshot, transact } from './kernel/transact.ts';
import { currentCaller, notSignedIn, refuse, type UseCase } from './kernel/usecase.ts';
import { watchDue, watchKeys, watchOthers, watchWallClock } from './kernel/watch.ts';
import { ledgerChecks } from './ledger/checks.ts';
import { type Verify, verifyHere } from './ledger/verify.ts';
import { ledgerViews } from './ledger/view.ts';
import { watchEnding } from './notices/ending.ts';
import { noticeVerbs } from './notices/verbs.ts';
import { peopleChanges } from './people/changes.ts';
import { personPreviews } from './people/consequences.ts';
import { peopleImport } from './people/import/import.ts';
import { codeVerbs } from './people/keys.ts';
import { peopleLists } from './people/lists.ts';
import { policyChanges } from './policies/changes.ts';
import { policyExport } from './policies/code/export.ts';
import { policyImport } from './policies/code/import.ts';
import { policyDrafts } from './policies/drafts.ts';
import { type PreviewPolicy, previewHere } from './policies/impact/preview.ts';
import { policyQueries } from './policies/view.ts';
import { type StartWhatIf, whatIfHere } from './policies/whatif/run.ts';
import { whatIfRuns } from './policies/whatif/runs.ts';
import { proposalVerbs } from './proposals/verbs.ts';
import { requestChanges } from './requests/decisions.ts';
import { requestFiling } from './requests/filing.ts';
import { requestQueries } from './requests/queries.ts';
import { requestTimeline } from './requests/timeline.ts';
import { lockAll } from './session/signIn.ts';
import { sessionVerbs, signedInVerbs } from './session/verbs.ts';
import { firstSteps } from './settings/firstSteps.ts';
import { numberSet, settings } from './settings/settings.ts';
import { viewVerbs } from './views/views.ts';

/** An open workspace: what the window's bridge and the command line call. */
export interface Desk {
  readonly kind: WorkspaceKind;
  /** The name with which it was founded. */
  readonly name: string;
  /**
   * Calls a verb of the contract in a session, or as a persona of a training workspace. Never rejects: an unexpected failure is answered
   * as INTERNAL with a log id, and goes to `log`.
   */
  call(caller: Session | PersonId | null, area: string, verb: string, input: unknown): Promise<Answer<unknown>>;
  /** Closes all open keys, so that everyone must sign in again. Does nothing in a training workspace. */
  lock(): void;
  /** After how many idle minutes to lock the desk; null while nobody is signed in with a key. */
  lockAfterMinutes(): number | null;
  /** The enabled person with a username; null if there is none. */
  findPerson(username: string): PersonId | null;
  /** Moves the clock of a training workspace forward, and records what expires by then. */
  advance(seconds: number): Promise<void>;
  onChanged(listener: (topics: readonly Topic[]) => void): () => void;
  /** Calls `listener` once, when the workspace's files were replaced. Nothing can be written then: open the workspace again. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

type Verbs = {
  readonly [A in Exclude<Area, 'session' | 'workspace'>]: { readonly [V in Verb<A>]: UseCase<Result<A, V>> };
};

/** The use case of each verb for people who are signed in. */
export const verbs: Verbs = {
  settings: { ...settings, ...firstSteps },
  people: { ...peopleChanges, ...peopleImport, ...peopleLists, ...personPreviews, ...codeVerbs },
  groups: groupVerbs,
  accounts: { ...accountImport, ...accountList },
  policies: { ...policyChanges, ...policyQueries, ...policyExport, ...policyImport, ...policyDrafts },
  requests: { ...requestFiling, ...requestChanges, ...requestQueries, timeline: requestTimeline },
  grants: { ...grantChanges, ...grantQueries },
  notices: noticeVerbs,
  proposals: proposalVerbs,
  views: viewVerbs,
  ledger: ledgerViews,
};

export interface DeskOptions {
  readonly store: Store;
  readonly environment: Environment;
  /** The folder of the workspace. */
  readonly directory: string;
  /** The system's key store, if it has one. */
  readonly keyStore?: DeskKeyStore | null;
  /** Shows pages with secrets outside the renderer; if left out, nothing is shown. */
  readonly secureDisplay?: SecureDisplay;
  /** Checks the whole workspace; on this thread if left out. */
  readonly verify?: Verify;
  /** Analyses the impact of a policy draft; on this thread if left out. */
  readonly previewPolicy?: PreviewPolicy;
  /** Runs a draft over past requests; on this thread if left out. */
  readonly whatIf?: StartWhatIf;
  /** Receives unexpected failures, with the id that the caller was given. */
  readonly log: (id: string, error: unknown) => void;
}

/** Serves a founded workspace. Closing the desk closes the store. */
export function serveDesk({
  store,
  environment,
  directory,
  keyStore = null,
  secureDisplay = noSecureDisplay,
  verify = verifyHere,
  previewPolicy = previewHere(),
  whatIf = whatIfHere(),
  log,
}: DeskOptions): Desk {
  const closing = new AbortController();
  const { signal } = closing;
  const runs = whatIfRuns();
  const onFault = (error: unknown): string => {
    const id = randomUUID();
    log(id, error);
    return t('desk.whatIfFailed', { id });
  };
  const checks = ledgerChecks({
    run: (job, ending, progress) =>
      verify(store.file, { ...job, wallClock: environment.wallClock() }, ending, { progress }),
    wallClock: () => environment.wallClock(),
    onFault(error) {
      const unusable = error instanceof NoTemporaryFolder ? error.message : whyUnusable(error);
      if (unusable !== null) return unusable;
      const id = randomUUID();
      log(id, error);
      return t('desk.checkFailed', { id });
    },
  });
  const core = makeCore({
    store,
    directory,
    environment,
    keyStore,
    secureDisplay,
    jobs: {
      verify: (head) => verify(store.file, { head, wallClock: environment.wallClock() }, signal).catch(closed(signal)),
      startCheck: (personId, head, mark) => checks.start(personId, head, mark),
      findCheck: (personId) => checks.find(personId),
      cancelCheck: (personId) => checks.cancel(personId),
      keepableState: (personId) => checks.keepable(personId),
      previewPolicy: (job) => previewPolicy(store.file, job, signal).catch(closed(signal)),
      startWhatIf: (personId, id, job) => runs.keep(personId, id, whatIf(store.file, job, { onFault })),
      findWhatIf: (personId, id) => runs.find(personId, id),
    },
  });
  const stopDue = watchDue(core);
  const stopOthers = watchOthers(core);
  const stopKeys = watchKeys(core);
  const stopWallClock = watchWallClock(core);
  const stopEnding = watchEnding(core);
  const running = new Set<Promise<unknown>>();

  const answer = async (session: Session, area: string, verb: string, input: unknown) => {
    try {
      return await dispatch(core, session, area, verb, input);
    } catch (error) {
      if (error instanceof RefusalError) return refuse(error.refusal);
      const unusable = whyUnusable(error);
      if (unusable !== null) return refuse(refusal('WORKSPACE_UNREADABLE', unusable));
      const id = randomUUID();
      log(id, error);
      return refuse(refusal('INTERNAL', t('desk.failed', { id })));
    }
  };

  return {
    kind: loadDesk(store.reader)?.kind ?? 'training',
    name: loadDesk(store.reader)?.name ?? '',
    call(caller, area, verb, input) {
      const call = answer(sessionOf(caller), area, verb, input);
      running.add(call);
      return call.finally(() => running.delete(call));
    },
    findPerson(username) {
      const person = findByUsername(store.reader, fold(username.trim()));
      return person?.status === 'enabled' ? person.id : null;
    },
    lock: () => lockAll(core),
    lockAfterMinutes() {
      const signedIn = [...core.sessions].some((session) => session.keyId !== null);
      return signedIn ? numberSet(store.reader, 'lockAfterMinutes') : null;
    },
    advance: (seconds) => transact(core, (transaction) => transaction.advance(seconds)),
    // A listener that throws must not keep the others from hearing of the change, which is committed.
    onChanged: (listener) =>
      core.changes.listen((topics) => {
        try {
          listener(topics);
        } catch (error) {
          log(randomUUID(), error);
        }
      }),
    onLost: (listener) => store.guard.onLost(listener),
    async close() {
      stopDue();
      stopOthers();
      stopKeys();
      stopWallClock();
      stopEnding();
      closing.abort();
      runs.close();
      checks.close();
      await Promise.all(running);
      lockAll(core);
      try {
        if (core.clock.running && store.guard.lost === null)
          await transact(core, (transaction) => transaction.stopClock());
      } finally {
        store.close();
      }
    },
  };
}

// Closing the desk does not wait for long jobs: they are aborted, and their callers get this refusal.
function closed(signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    if (signal.aborted) throw new RefusalError(refusal('WORKSPACE_UNREADABLE', t('desk.closed')));
    throw error;
  };
}

function sessionOf(caller: Session | PersonId | null): Session {
  if (caller instanceof Session) return caller;
  const session = new Session();
  if (caller !== null) session.become(caller);
  return session;
}

async function dispatch(
  core: Core,
  session: Session,
  area: string,
  verb: string,
  input: unknown,
): Promise<Answer<unknown>> {
  const ofSession = area === 'session' && Object.hasOwn(sessionVerbs, verb) ? sessionVerbs[verb] : undefined;
  if (ofSession) return ofSession.call(core, session, input);
  const person = await readSnapshot(core, (db) => currentCaller(db, session));
  if (!person) return refuse(notSignedIn());
  if (!isArea(area) || !isVerbOf(area, verb))
    return refuse(invalid({ do: t('desk.noCall', { area: area.slice(0, 64), verb: verb.slice(0, 64) }) }));
  if (area === 'workspace') return refuse(refusal('FORBIDDEN', t('desk.openAlready')));
  return findUseCase(area, verb).call(core, { person, session }, input);
}

function isArea(area: string): area is Area {
  return Object.hasOwn(areas, area);
}

function isVerbOf(area: Area, verb: string): boolean {
  const names: readonly string[] = areas[area];
  return names.includes(verb);
}

function findUseCase(area: Exclude<Area, 'workspace'>, verb: string): UseCase<unknown> {
  const ofArea: Record<string, UseCase<unknown>> = area === 'session' ? signedInVerbs : verbs[area];
  const found = Object.hasOwn(ofArea, verb) ? ofArea[verb] : undefined;
  if (!found) throw new TypeError(`No use case answers ${area}.${verb}.`);
  return found;
}
