import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { createNanoEvents } from 'nanoevents';
import type { Topic } from '#contract/names.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import { sessionInputs } from '#contract/session.ts';
import {
  type OpenedDesk,
  type RecentDeskList,
  type RememberedDesk,
  type Workspace,
  workspaceInputs,
} from '#contract/workspace.ts';
import { t } from '#texts/texts.ts';
import { invalid, refusal } from '../../engine/outcome.ts';
import { openKeyStore, type SystemKeyStore } from '../../identity/keys/desk.ts';
import type { Session } from '../../identity/session.ts';
import { strengthOf } from '../../identity/strength.ts';
import type { Desk, DeskOptions } from '../desk.ts';
import { fieldsOf } from '../kernel/fields.ts';
import { ok, refuse } from '../kernel/usecase.ts';
import { lookInto, type OpenOptions, openExisting, openTrainingWithDemo } from '../open.ts';
import { foundDesk } from './founding.ts';

export { Session } from '../../identity/session.ts';

export interface WorkspaceHostOptions
  extends Omit<DeskOptions, 'store' | 'directory' | 'keyStore'>,
    Pick<OpenOptions, 'patienceMs' | 'settleMs' | 'workers'> {
  /** The system's key store, where there is a real one. */
  readonly keyStore?: SystemKeyStore | null;
  /** The folder to open. */
  readonly directory: string;
  /** The folder proposed for a new desk. */
  readonly home: string;
  /** Open a training workspace there without asking. */
  readonly training: boolean;
  /** The life of a new training workspace: a scenario, as text. */
  readonly demoScenario: () => Promise<string>;
  /** Asks the person for a folder, in a dialog of the system; null when they choose none. */
  readonly chooseFolder: () => Promise<string | null>;
  /** A desk was opened: remembers it, and to open its folder the next time; null: none. */
  readonly remember: (desk: OpenedDesk | null) => void;
  /** The desks that were opened here lately, newest first. */
  readonly recentDesks: () => Promise<readonly RememberedDesk[]>;
  /** Removes a desk from that list, and answers it. */
  readonly forgetDesk: (directory: string) => Promise<readonly RememberedDesk[]>;
}

/** What stands before the desk: it opens a workspace, or founds one, and from then on hands calls on to its desk. */
export interface WorkspaceHost {
  /** Calls a verb of the contract from a place. Never rejects for what the person can mend. */
  call(session: Session, area: string, verb: string, input: unknown): Promise<Answer<unknown>>;
  onChanged(listener: (topics: readonly Topic[]) => void): () => void;
  /**
   * Brings back who was signed in at a place in a process that has ended. A persona of a training workspace sits down again. In a real one the
   * key is gone with the process, so the place is locked by the person who was there.
   */
  takeUp(session: Session, person: PersonId | null, locked: PersonId | null): Promise<void>;
  /** Locks the desk that is open. */
  lock(): void;
  /** After how many minutes without a touch to lock; null when there is nothing to lock. */
  lockAfterMinutes(): number | null;
  close(): Promise<void>;
}

type State =
  | { readonly is: 'none' }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'open'; readonly desk: Desk };

const noDesk = () => refusal('WORKSPACE_UNREADABLE', t('desk.host.noDesk'));
const openAlready = () => refusal('FORBIDDEN', t('desk.host.openAlready'));

/** Opens what there is to open in the folder. Its first call waits for that. */
export function openWorkspaceHost(options: WorkspaceHostOptions): WorkspaceHost {
  const events = createNanoEvents<{ changed: (topics: readonly Topic[]) => void }>();
  let directory = options.directory;
  let state: State = { is: 'none' };
  /** Where somebody may be signed in. They are signed out when their desk is left. */
  const sessions = new Set<Session>();

  const view = (): Workspace => ({
    state: state.is,
    refusal: state.is === 'refused' ? state.refusal : null,
    directory,
    trainingDirectory: `${options.home}-training`,
  });
  // The desk cannot wait for the key store within a transaction, so what lies in the folder is revealed before it opens.
  const inFolder = async (folder: string) => ({
    ...options,
    directory: folder,
    keyStore: options.keyStore ? await openKeyStore(options.keyStore, folder) : null,
  });
  const serve = (desk: Desk, folder: string) => {
    desk.onLost(() => void inOrder(() => reopen(desk, folder)));
    desk.onChanged((topics) => events.emit('changed', topics));
    directory = folder;
    state = { is: 'open', desk };
    options.remember({ directory: folder, name: desk.name, kind: desk.kind });
    events.emit('changed', ['workspace']);
  };

  const train = async (folder: string): Promise<Refusal | null> => {
    const opened = await openTrainingWithDemo({ ...(await inFolder(folder)), name: 'Training' }, options.demoScenario);
    if (!opened.ok) return opened.refusal;
    await leaveDesk();
    serve(opened.desk, folder);
    return null;
  };
  const openFolder = async (folder: string): Promise<Refusal | null> => {
    const opened = await openExisting({ ...(await inFolder(folder)), check: 'header' });
    if (!opened.ok) return opened.refusal;
    await leaveDesk();
    serve(opened.desk, folder);
    return null;
  };
  // Closes the open desk, if there is one, and signs everyone out: another desk may know the same people and keys, if it is a copy.
  const leaveDesk = async (): Promise<void> => {
    if (state.is !== 'open') return;
    const { desk } = state;
    state = { is: 'none' };
    await desk.close().catch((error: unknown) => options.log('closing the desk that was left', error));
    for (const session of sessions) session.leave();
    sessions.clear();
  };
  // Whatever lies at the path by now is checked in full: files that were mixed up can look right where they begin.
  const reopen = async (lost: Desk, folder: string): Promise<void> => {
    if (state.is !== 'open' || state.desk !== lost) return;
    state = {
      is: 'refused',
      refusal: refusal('WORKSPACE_UNREADABLE', t('desk.host.opening', { directory: folder })),
    };
    await lost.close().catch((error: unknown) => options.log('closing a lost workspace', error));
    const opened = await openExisting({ ...(await inFolder(folder)), check: 'everything' });
    if (opened.ok) return serve(opened.desk, folder);
    const gone = t('desk.host.removed', { directory: folder });
    const refused = opened.refusal.code === 'NOT_FOUND' ? refusal('WORKSPACE_UNREADABLE', gone) : opened.refusal;
    state = { is: 'refused', refusal: refused };
    events.emit('changed', ['workspace']);
  };
  const start = async (): Promise<void> => {
    const refused = options.training ? await train(directory) : await openFolder(directory);
    if (refused?.code === 'NOT_FOUND') directory = options.home;
    else if (refused) state = { is: 'refused', refusal: refused };
  };

  // One thing at a time: two windows must not found two desks in one folder.
  let last: Promise<unknown> = start();
  const inOrder = <T>(act: () => Promise<T>): Promise<T> => {
    const next = last.then(act);
    last = next.catch(() => undefined);
    return next;
  };
  const opening = (act: () => Promise<Refusal | null>, leaving = false): Promise<Answer<Workspace>> =>
    inOrder(async () => {
      if (state.is === 'open' && !leaving) return refuse(openAlready());
      const refused = await act();
      return refused ? refuse(refused) : ok(view());
    });

  const isOpen = (folder: string): boolean => state.is === 'open' && placeOf(folder) === placeOf(directory);
  const none = (): Promise<null> => Promise.resolve(null);
  const viewRecent = async (desks: readonly RememberedDesk[]): Promise<RecentDeskList> => ({
    items: await Promise.all(
      desks.map(async (desk) => ({
        ...desk,
        holds: await lookInto(desk.directory),
        isOpen: isOpen(desk.directory),
      })),
    ),
  });

  const verbs: Readonly<Record<string, (session: Session, input: unknown) => Promise<Answer<unknown>>>> = {
    get: async (_session, input) => {
      await last;
      const read = workspaceInputs.get.safeParse(input ?? {});
      return read.success ? ok(view()) : refuse(invalid(fieldsOf(read.error)));
    },
    choose: async (_session, input) => {
      const read = workspaceInputs.choose.safeParse(input ?? {});
      if (!read.success) return refuse(invalid(fieldsOf(read.error)));
      const chosen = await options.chooseFolder();
      return ok({ directory: chosen, holds: chosen === null ? 'nothing' : await lookInto(chosen) });
    },
    found: async (session, input) => {
      const read = workspaceInputs.found.safeParse(input);
      if (!read.success) return refuse(invalid(fieldsOf(read.error)));
      return opening(async () => {
        const founded = await foundDesk(await inFolder(read.data.directory), read.data);
        if (!founded.ok) return founded.refusal;
        serve(founded.desk, read.data.directory);
        const { admin, passphrase } = read.data;
        await founded.desk.call(session, 'session', 'signIn', { username: admin.username, passphrase });
        return null;
      });
    },
    train: async (_session, input) => {
      const read = workspaceInputs.train.safeParse(input);
      if (!read.success) return refuse(invalid(fieldsOf(read.error)));
      const { directory: folder, leaving } = read.data;
      return opening(() => (isOpen(folder) ? none() : train(folder)), leaving);
    },
    open: async (_session, input) => {
      const read = workspaceInputs.open.safeParse(input);
      if (!read.success) return refuse(invalid(fieldsOf(read.error)));
      const { directory: folder, leaving } = read.data;
      return opening(() => (isOpen(folder) ? none() : openFolder(folder)), leaving);
    },
    leave: async (_session, input) => {
      const read = workspaceInputs.leave.safeParse(input ?? {});
      if (!read.success) return refuse(invalid(fieldsOf(read.error)));
      return inOrder(async () => {
        if (state.is !== 'open') return ok(view());
        if (state.desk.kind === 'real') return refuse(openAlready());
        directory = options.home;
        options.remember(null);
        await leaveDesk();
        events.emit('changed', ['workspace']);
        return ok(view());
      });
    },
    recent: async (_session, input) => {
      const read = workspaceInputs.recent.safeParse(input ?? {});
      return read.success ? ok(await viewRecent(await options.recentDesks())) : refuse(invalid(fieldsOf(read.error)));
    },
    forget: async (_session, input) => {
      const read = workspaceInputs.forget.safeParse(input);
      if (!read.success) return refuse(invalid(fieldsOf(read.error)));
      return ok(await viewRecent(await options.forgetDesk(read.data.directory)));
    },
  };

  return {
    async call(session, area, verb, input) {
      sessions.add(session);
      const own = area === 'workspace' && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
      if (own) return own(session, input);
      await last;
      if (state.is === 'open') return state.desk.call(session, area, verb, input);
      if (area === 'session' && verb === 'strength') return strength(input);
      return refuse(state.is === 'refused' ? state.refusal : noDesk());
    },
    onChanged: (listener) => events.on('changed', listener),
    async takeUp(session, person, locked) {
      await last;
      if (state.is !== 'open') return;
      const who = person ?? locked;
      if (state.desk.kind === 'real' && who !== null) session.lockFor(who);
      else if (person !== null) await state.desk.call(session, 'session', 'become', { personId: person });
    },
    lock() {
      if (state.is === 'open') state.desk.lock();
    },
    lockAfterMinutes: () => (state.is === 'open' ? state.desk.lockAfterMinutes() : null),
    async close() {
      await last;
      if (state.is === 'open') await state.desk.close();
    },
  };
}

// The founder chooses a passphrase before a desk exists.
async function strength(input: unknown): Promise<Answer<unknown>> {
  const read = sessionInputs.strength.safeParse(input);
  return read.success
    ? ok(await strengthOf(read.data.passphrase, read.data.about))
    : refuse(invalid(fieldsOf(read.error)));
}

/** The path of a folder without links, dots and a slash at the end. Two spellings of one folder are equal then. */
function placeOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
}
