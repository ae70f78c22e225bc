import { contextBridge, ipcRenderer } from 'electron';
import { CHANGED, channelOf, OTHER_DESK, STATE } from './channels.ts';
import type { DeskState, OtherDesk } from './contract/contract.ts';
import { areas, type Topic, topics } from './contract/names.ts';
import type { Answer } from './contract/refusal.ts';

const unsendable: Answer<never> = {
  ok: false,
  error: {
    code: 'INVALID_INPUT',
    message: 'The input holds something that is not data, a function for example. Send plain values.',
    fields: {},
  },
};

type Ask<T> = (input: unknown) => Promise<T>;

// Answers JSON text, as the desk does.
function caller(area: string, verb: string): Ask<string> {
  const channel = channelOf(area, verb);
  return async (input) => {
    try {
      return String(await ipcRenderer.invoke(channel, input));
    } catch {
      // The desk answers every call that reaches it, so this one could not be sent.
      return JSON.stringify(unsendable);
    }
  };
}

function onChanged(listener: (topics: readonly Topic[]) => void): () => void {
  // The window gets the topics and never Electron's event, which carries the sender.
  const hear = (_event: unknown, changed: unknown) => {
    listener(topics.filter((topic) => Array.isArray(changed) && changed.includes(topic)));
  };
  ipcRenderer.on(CHANGED, hear);
  return () => {
    ipcRenderer.off(CHANGED, hear);
  };
}

const states: readonly DeskState[] = ['starting', 'up', 'restarting', 'stopped'];

function onState(listener: (state: DeskState) => void): () => void {
  const hear = (_event: unknown, told: unknown) => {
    const state = states.find((one) => one === told);
    if (state !== undefined) listener(state);
  };
  ipcRenderer.on(STATE, hear);
  return () => {
    ipcRenderer.off(STATE, hear);
  };
}

function onOtherDesk(listener: (what: OtherDesk) => void): () => void {
  const hear = (_event: unknown, what: unknown) => listener(what === 'training' ? 'training' : 'desk');
  ipcRenderer.on(OTHER_DESK, hear);
  return () => {
    ipcRenderer.off(OTHER_DESK, hear);
  };
}

/** Every verb of every area, as what `made` makes of asking it. */
const verbs = <T>(made: (ask: Ask<string>) => Ask<T>) =>
  Object.fromEntries(
    Object.entries(areas).map(([area, names]) => [
      area,
      Object.fromEntries(names.map((verb) => [verb, made(caller(area, verb))])),
    ]),
  );

const parsed =
  (ask: Ask<string>): Ask<unknown> =>
  async (input) =>
    JSON.parse(await ask(input));

contextBridge.exposeInMainWorld('desk', { ...verbs(parsed), onChanged });

contextBridge.exposeInMainWorld('deskProcess', { onState, onOtherDesk });

// The same verbs, answered as text, for the pages themselves: what crosses the bridge is copied value by value, which for a
// page of a hundred requests takes longer than a frame; a text is copied in one go.
contextBridge.exposeInMainWorld(
  'deskText',
  verbs((ask) => ask),
);
