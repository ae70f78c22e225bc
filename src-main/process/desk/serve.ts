import { randomUUID } from 'node:crypto';
import type { Answer } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import {
  openWorkspaceHost,
  Session,
  type WorkspaceHost,
  type WorkspaceHostOptions,
} from '../../desk/host/workspaceHost.ts';
import type { PrintedStrip } from '../../desk/kernel/secureDisplay.ts';
import type { FaultLog } from '../faults.ts';
import { granted, type StartMessage, type ToMain, toDesk, type Wish } from '../protocol.ts';

/** The desk process's end of the port. */
export interface DeskPort {
  readonly post: (message: ToMain) => void;
}

/** Serves the calls of the main process until it asks to close or its end of the port is gone. */
export interface Served {
  /** Handles a message from the main process. */
  hear(message: unknown): void;
  /** Closes the workspace, once. Resolves when no call is running any more. */
  close(): Promise<void>;
}

/** The parts that the workspace host needs and the port does not provide. */
export type ServeOptions = Pick<
  WorkspaceHostOptions,
  'environment' | 'demoScenario' | 'verify' | 'previewPolicy' | 'whatIf' | 'workers'
> & {
  readonly log: FaultLog;
};

/**
 * Opens the workspace that `start` names and answers calls over the port. Sessions exist only here, one for each place
 * (a window's number).
 */
export function serve(start: StartMessage, port: DeskPort, options: ServeOptions): Served {
  const { log } = options;
  const { post } = port;
  const sessions = new Map<number, Session>();
  const wishes = makeWishes(post);
  const host = openWorkspaceHost({
    ...options,
    directory: start.directory,
    home: start.home,
    training: start.training,
    keyStore: start.keyStore
      ? {
          protect: async (text) => granted.protect.parse(await wishes.make({ for: 'protect', text })),
          reveal: async (bytes) =>
            granted.reveal.parse(await wishes.make({ for: 'reveal', bytes: Uint8Array.from(bytes) })),
        }
      : null,
    secureDisplay: {
      show: ({ strips, file, ...page }) =>
        post({ is: 'show', page: { ...postable(page), strips: strips.map(postable), file } }),
      hideAll: () => post({ is: 'hide' }),
    },
    chooseFolder: async () => granted.folder.parse(await wishes.make({ for: 'folder' })),
    remember: (desk) => post({ is: 'remember', desk }),
    recentDesks: async () => granted.recentDesks.parse(await wishes.make({ for: 'recentDesks' })),
    forgetDesk: async (directory) =>
      granted.forgottenDesk.parse(await wishes.make({ for: 'forgottenDesk', directory })),
  });

  const sessionAt = (place: number): Session => {
    const session = sessions.get(place) ?? new Session();
    sessions.set(place, session);
    return session;
  };
  const tellSitting = sittingTeller(host, sessions, post, log);

  const answer = async (place: number, area: string, verb: string, input: unknown): Promise<Answer<unknown>> => {
    try {
      return await host.call(sessionAt(place), area, verb, input);
    } catch (fault) {
      const id = randomUUID();
      log(id, fault);
      return { ok: false, error: { code: 'INTERNAL', message: t('process.internal', { id }) } };
    }
  };

  host.onChanged((topics) => {
    tellSitting();
    post({ is: 'changed', topics: [...topics] });
  });
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= host.close().catch((fault: unknown) => log('closing the workspace', fault));
    return closing;
  };

  // A window can be closed while the workspace is being opened.
  const left = new Set<number>();
  const takeUp = async (): Promise<void> => {
    for (const { place, person, locked } of start.sitting)
      if (!left.has(place)) await host.takeUp(sessionAt(place), person, locked);
  };
  void takeUp()
    .catch((fault: unknown) => log('signing in again', fault))
    .then(() => {
      tellSitting();
      post({ is: 'up' });
    });

  return {
    hear(message) {
      const told = toDesk.parse(message);
      switch (told.is) {
        case 'call':
          void answer(told.place, told.area, told.verb, told.input).then((given) => {
            tellSitting();
            post({ is: 'answer', id: told.id, text: JSON.stringify(given) });
          });
          return;
        case 'left':
          left.add(told.place);
          sessions.get(told.place)?.leave();
          sessions.delete(told.place);
          tellSitting();
          return;
        case 'lock':
          host.lock();
          return;
        case 'granted':
          wishes.settle(told.id, told.value);
          return;
        case 'failed':
          wishes.fail(told.id, told.because);
          return;
        case 'close':
          void close().then(() => post({ is: 'closed' }));
      }
    },
    close,
  };
}

// Reports who is signed in where, if that has changed since the last report.
function sittingTeller(
  host: WorkspaceHost,
  sessions: ReadonlyMap<number, Session>,
  post: DeskPort['post'],
  log: FaultLog,
) {
  let told = '';
  return () => {
    const sitting = [...sessions].flatMap(([place, { person, locked }]) =>
      person === null && locked === null ? [] : [{ place, person, locked }],
    );
    let lockAfterMinutes: number | null = null;
    try {
      lockAfterMinutes = sitting.some(({ person }) => person !== null) ? host.lockAfterMinutes() : null;
    } catch (fault) {
      // A lost workspace has no settings to read. The call that finds the loss reports it.
      log('reading the settings', fault);
    }
    const now = JSON.stringify([sitting, lockAfterMinutes]);
    if (now === told) return;
    told = now;
    post({ is: 'sitting', sitting, lockAfterMinutes });
  };
}

/** Requests to the main process that are not answered yet. */
function makeWishes(post: DeskPort['post']) {
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let made = 0;
  const take = (id: number) => {
    const asked = open.get(id);
    open.delete(id);
    return asked;
  };
  return {
    make(wish: Wish): Promise<unknown> {
      made += 1;
      const id = made;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        post({ is: 'wish', id, wish });
      });
    },
    settle: (id: number, value: unknown) => take(id)?.resolve(value),
    fail: (id: number, because: string) => take(id)?.reject(new Error(because)),
  };
}

function postable({ title, text, fields }: PrintedStrip) {
  return { title, text: [...text], fields: fields.map((field) => ({ ...field })) };
}
