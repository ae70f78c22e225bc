import { randomUUID } from 'node:crypto';
import { type BrowserWindow, ipcMain } from 'electron';
import { areas } from '#contract/names.ts';
import type { Answer } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { CHANGED, channelOf, STATE } from '../../src-preload/channels.ts';
import type { FaultLog } from '../process/faults.ts';
import type { DeskPort } from './port.ts';
import { isTrusted } from './sender.ts';

const refuseStranger = (): string =>
  JSON.stringify({
    ok: false,
    error: { code: 'FORBIDDEN', message: t('process.refusal.stranger') },
  } satisfies Answer<never>);

/** Which windows may call, and what they are told. */
export interface Bridge {
  /** Lets a window call the desk, until it is closed. */
  admit(window: BrowserWindow): void;
  /** The windows that were admitted and are open, by their places. */
  windows(): ReadonlyMap<number, BrowserWindow>;
}

/**
 * Answers every verb of the contract on a channel of its own, in JSON text, for the windows that were admitted.
 *
 * The place from which a window calls is added here, so a window cannot say on whose behalf it calls. `origin` is the only one whose pages may
 * call. `log` takes what goes wrong; the window gets an id and never a stack, which may quote data.
 */
export function openBridge(desk: DeskPort, origin: string, log: FaultLog): Bridge {
  const windows = new Map<number, BrowserWindow>();

  async function answer(place: number, area: string, verb: string, input: unknown): Promise<string> {
    try {
      return await desk.call(place, area, verb, input);
    } catch (fault) {
      const id = randomUUID();
      log(id, fault);
      return JSON.stringify({
        ok: false,
        error: { code: 'INTERNAL', message: t('process.internal', { id }) },
      } satisfies Answer<never>);
    }
  }

  for (const [area, verbs] of Object.entries(areas)) {
    for (const verb of verbs) {
      ipcMain.handle(channelOf(area, verb), (event, input: unknown) =>
        isTrusted(event, origin, windows) ? answer(event.sender.id, area, verb, input) : refuseStranger(),
      );
    }
  }

  desk.onChanged((topics) => {
    for (const window of windows.values()) window.webContents.send(CHANGED, topics);
  });

  desk.onState((state) => {
    for (const window of windows.values()) window.webContents.send(STATE, state);
  });

  return {
    admit(window) {
      const { id } = window.webContents;
      windows.set(id, window);
      // A page that loads while the desk is interrupted has not heard so.
      window.webContents.on('did-finish-load', () => window.webContents.send(STATE, desk.state()));
      window.once('closed', () => {
        windows.delete(id);
        desk.leave(id);
      });
    },
    windows: () => windows,
  };
}
