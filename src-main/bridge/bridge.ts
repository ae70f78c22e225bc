import { randomUUID } from 'node:crypto';
import { type BaseWindow, type BrowserWindow, ipcMain } from 'electron';
import type { OtherDesk } from '#contract/contract.ts';
import { areas } from '#contract/names.ts';
import type { Answer } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { CHANGED, channelOf, OTHER_DESK, STATE } from '../../src-preload/channels.ts';
import type { FaultLog } from '../process/faults.ts';
import type { DeskPort } from './port.ts';
import { isTrusted } from './sender.ts';

const refuseStranger = (): string =>
  JSON.stringify({
    ok: false,
    error: { code: 'FORBIDDEN', message: t('process.refusal.stranger') },
  } satisfies Answer<never>);

/** Controls which windows may call, and sends them events. */
export interface Bridge {
  /** Lets a window call the desk until the window is closed. */
  admit(window: BrowserWindow): void;
  /** The open admitted windows, by place. */
  windows(): ReadonlyMap<number, BrowserWindow>;
  /** Has a window, or any if it is none of these, ask which other desk to open, or open training. */
  askForOtherDesk(window: BaseWindow | undefined, what: OtherDesk): void;
}

/**
 * Answers every verb of the contract on its own channel, in JSON text, for admitted windows. The bridge adds the place
 * of the calling window, so a window cannot choose on whose behalf it calls. Only pages of `origin` may call. `log`
 * gets the faults; the window gets an id, never a stack, which may quote data.
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
      // A page that loads while the desk is interrupted has not received that state.
      window.webContents.on('did-finish-load', () => window.webContents.send(STATE, desk.state()));
      window.once('closed', () => {
        windows.delete(id);
        desk.leave(id);
      });
    },
    windows: () => windows,
    askForOtherDesk(asked, what) {
      const all = [...windows.values()];
      const window = all.find((one) => one === asked) ?? all[0];
      window?.webContents.send(OTHER_DESK, what);
    },
  };
}
