import { randomUUID } from 'node:crypto';
import { type BrowserWindow, ipcMain } from 'electron';
import { areas } from '#contract/names.ts';
import type { Answer } from '#contract/refusal.ts';
import { CHANGED, channelOf } from '../../src-preload/channels.ts';
import { Session } from '../desk/host/workspaceHost.ts';
import type { FaultLog } from './faults.ts';
import type { DeskPort } from './port.ts';
import { isTrusted } from './sender.ts';

const strangers: Answer<never> = {
  ok: false,
  error: { code: 'FORBIDDEN', message: 'This call did not come from a window of the desk.' },
};

/** Which windows may call, and what they are told. */
export interface Bridge {
  /** Lets a window call the desk, until it is closed. */
  admit(window: BrowserWindow): void;
  /** The windows that were admitted and are open, and who sits in each. */
  places(): readonly WindowSession[];
}

/** A window, and the place at the desk that it is. */
export interface WindowSession {
  readonly window: BrowserWindow;
  readonly session: Session;
}

/**
 * Answers every verb of the contract on a channel of its own, in JSON text, for the windows that were admitted.
 *
 * Who sits in which window is kept here and nowhere else, so a window cannot say on whose behalf it calls. `origin` is the only one whose pages may call. `log` takes
 * what goes wrong; the window gets an id and never a stack, which may quote data.
 */
export function openBridge(desk: DeskPort, origin: string, log: FaultLog): Bridge {
  const windows = new Map<number, BrowserWindow>();
  const sessions = new Map<number, Session>();

  async function answer(window: number, area: string, verb: string, input: unknown): Promise<Answer<unknown>> {
    try {
      return await desk.call(sessions.get(window) ?? new Session(), area, verb, input);
    } catch (fault) {
      const id = randomUUID();
      log(id, fault);
      return {
        ok: false,
        error: { code: 'INTERNAL', message: `Something went wrong inside Countersign. It is in the log as ${id}.` },
      };
    }
  }

  for (const [area, verbs] of Object.entries(areas)) {
    for (const verb of verbs) {
      // As text: to copy an answer value by value takes the window longer (src-preload/preload.ts).
      ipcMain.handle(channelOf(area, verb), async (event, input: unknown) =>
        JSON.stringify(
          isTrusted(event, origin, windows) ? await answer(event.sender.id, area, verb, input) : strangers,
        ),
      );
    }
  }

  desk.onChanged((topics) => {
    for (const window of windows.values()) window.webContents.send(CHANGED, topics);
  });

  return {
    admit(window) {
      const { id } = window.webContents;
      windows.set(id, window);
      sessions.set(id, new Session());
      window.once('closed', () => {
        windows.delete(id);
        sessions.get(id)?.leave();
        sessions.delete(id);
      });
    },
    places: () =>
      [...windows].flatMap(([id, window]) => {
        const session = sessions.get(id);
        return session ? [{ window, session }] : [];
      }),
  };
}
