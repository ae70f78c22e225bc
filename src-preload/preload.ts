import { contextBridge, ipcRenderer } from 'electron';
import { CHANGED, channelOf } from './channels.ts';
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

function caller(area: string, verb: string) {
  const channel = channelOf(area, verb);
  return async (input: unknown): Promise<unknown> => {
    try {
      return await ipcRenderer.invoke(channel, input);
    } catch {
      // The desk answers every call that reaches it, so this one could not be sent.
      return unsendable;
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

const verbs = Object.entries(areas).map(([area, names]) => [
  area,
  Object.fromEntries(names.map((verb) => [verb, caller(area, verb)])),
]);

contextBridge.exposeInMainWorld('desk', { ...Object.fromEntries(verbs), onChanged });
