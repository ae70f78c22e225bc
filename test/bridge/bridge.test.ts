import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskState } from '#contract/contract.ts';
import { areas, type Topic } from '#contract/names.ts';
import type { Answer } from '#contract/refusal.ts';
import { openBridge } from '../../src-main/bridge/bridge.ts';
import type { DeskPort } from '../../src-main/bridge/port.ts';
import { faultLog } from '../../src-main/process/faults.ts';
import { CHANGED, channelOf, STATE } from '../../src-preload/channels.ts';

type Handler = (event: unknown, input: unknown) => Promise<unknown>;
const handlers = new Map<string, Handler>();
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
}));

const ORIGIN = 'app://countersign';
const folder = mkdtempSync(join(tmpdir(), 'countersign-bridge-'));
const logFile = join(folder, 'faults.log');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stand-ins for the parts of Electron that the bridge uses. */
function fakeWindow(id: number) {
  const mainFrame = { origin: ORIGIN, parent: null };
  const sent: unknown[][] = [];
  const closed: (() => void)[] = [];
  const loaded: (() => void)[] = [];
  const webContents = {
    id,
    mainFrame,
    send: (...args: unknown[]) => sent.push(args),
    on: (_event: string, listener: () => void) => loaded.push(listener),
  };
  const window = { webContents, once: (_event: string, listener: () => void) => closed.push(listener) };
  return {
    sent,
    mainFrame,
    webContents,
    load: () => {
      for (const listener of loaded) listener();
    },
    close: () => {
      for (const listener of closed) listener();
    },
    // biome-ignore lint/nursery/noUnsafeTypeAssertion: only what the bridge uses of a window is there
    window: window as unknown as BrowserWindow,
    event: { sender: webContents, senderFrame: mainFrame },
  };
}

async function call(event: unknown, area: string, verb: string, input: unknown = {}): Promise<unknown> {
  const handler = handlers.get(channelOf(area, verb));
  if (handler === undefined) throw new Error(`Nothing answers ${area}.${verb}.`);
  return JSON.parse(String(await handler(event, input)));
}

describe('the bridge', () => {
  const asked: unknown[][] = [];
  const left: number[] = [];
  let answer: () => Promise<Answer<unknown>>;
  let announce: (topics: readonly Topic[]) => void = () => undefined;
  let enter: (state: DeskState) => void = () => undefined;
  let state: DeskState = 'up';
  const desk: DeskPort = {
    call: async (...args) => {
      asked.push(args);
      return JSON.stringify(await answer());
    },
    leave: (place) => left.push(place),
    state: () => state,
    onChanged: (listener) => {
      announce = listener;
      return () => undefined;
    },
    onState: (listener) => {
      enter = listener;
      return () => undefined;
    },
  };
  let first = fakeWindow(1);
  let second = fakeWindow(2);

  beforeEach(async () => {
    handlers.clear();
    asked.length = 0;
    left.length = 0;
    state = 'up';
    answer = async () => ({ ok: true, result: 'answered' });
    first = fakeWindow(1);
    second = fakeWindow(2);
    const bridge = openBridge(desk, ORIGIN, faultLog(logFile));
    bridge.admit(first.window);
    bridge.admit(second.window);
    await Promise.resolve();
  });

  it('has one channel for each verb of the contract and no other', () => {
    const expected = Object.entries(areas).flatMap(([area, verbs]) => verbs.map((verb) => channelOf(area, verb)));
    expect([...handlers.keys()].sort()).toEqual(expected.sort());
  });

  it('answers the main frame of an admitted window', async () => {
    expect(await call(first.event, 'people', 'list', { text: 'x' })).toEqual({ ok: true, result: 'answered' });
    expect(asked.map(([, ...rest]) => rest)).toEqual([['people', 'list', { text: 'x' }]]);
  });

  it.each([
    ['a frame that is gone', () => ({ ...first.event, senderFrame: null })],
    ['a frame inside the page', () => ({ ...first.event, senderFrame: { origin: ORIGIN, parent: first.mainFrame } })],
    ['a window that was not admitted', () => fakeWindow(3).event],
    ['another origin', () => withOrigin('https://countersign')],
    ['an origin that begins with ours', () => withOrigin(`${ORIGIN}.example`)],
    ['an origin that ends with ours', () => withOrigin(`https://evil.example?${ORIGIN}`)],
    ['no origin', () => withOrigin('null')],
  ])('refuses %s without asking the desk', async (_what, event) => {
    expect(await call(event(), 'people', 'list')).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(asked).toEqual([]);
  });

  function withOrigin(origin: string) {
    const frame = { origin, parent: null };
    return { sender: { ...first.webContents, mainFrame: frame }, senderFrame: frame };
  }

  it('refuses a window that was closed', async () => {
    first.close();
    expect(await call(first.event, 'people', 'list')).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });

  it('uses the same place for each call of a window, and another place for each window', async () => {
    for (const { event } of [first, second, first, second]) await call(event, 'requests', 'list');
    expect(asked.map(([place]) => place)).toEqual([1, 2, 1, 2]);
  });

  it('ends the session of a window when it is closed', async () => {
    await call(first.event, 'requests', 'list');
    expect(left).toEqual([]);
    first.close();
    expect(left).toEqual([1]);
  });

  it('passes a refusal on unchanged', async () => {
    const refused = {
      ok: false,
      error: { code: 'INVALID_INPUT', message: 'No.', fields: { text: 'Too long.' } },
    } as const;
    answer = async () => refused;
    expect(await call(first.event, 'people', 'list')).toEqual(refused);
  });

  it('makes an exception INTERNAL with an id that the log explains, and shows no stack', async () => {
    answer = async () => {
      throw new Error('secret detail');
    };
    const answered = JSON.stringify(await call(first.event, 'people', 'list'));
    expect(answered).toContain('INTERNAL');
    expect(answered).not.toContain('secret');
    expect(answered).not.toContain('.ts:');
    const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(answered) ?? [];
    const log = readFileSync(logFile, 'utf8');
    expect(log).toContain(`${id}\nError: secret detail`);
  });

  it('tells every window what changed, as topics only', () => {
    announce(['requests']);
    expect(first.sent).toEqual([[CHANGED, ['requests']]]);
    expect(second.sent).toEqual([[CHANGED, ['requests']]]);
  });

  it('tells every window the state of the desk process, and tells a newly loaded page the current state', () => {
    enter('restarting');
    expect(first.sent).toEqual([[STATE, 'restarting']]);
    state = 'stopped';
    second.load();
    expect(second.sent).toEqual([
      [STATE, 'restarting'],
      [STATE, 'stopped'],
    ]);
  });
});
