import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { machineEnvironment } from '../../src-main/desk/kernel/environment.ts';
import { verifyFrom, verifyHere } from '../../src-main/desk/ledger/verify.ts';
import { serve } from '../../src-main/process/desk/serve.ts';
import { type Sitting, type StartMessage, type ToDesk, type ToMain, toMain } from '../../src-main/process/protocol.ts';

const PASSPHRASE = 'ada keeps seven violet herons';
const DEMO = join(import.meta.dirname, '..', 'reliability', 'base', 'training.jsonl');

const answered = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error: z.object({ code: z.string() }).optional(),
});
const session = z.object({
  person: z.object({ id: z.string(), username: z.string() }).nullable(),
  locked: z.object({ username: z.string() }).nullable(),
  personas: z.array(z.object({ id: z.string(), username: z.string() })),
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-serve-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The main process's side: it records messages, and has a key store that reverses texts. */
class Main {
  readonly heard: ToMain[] = [];
  readonly logged: string[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #served;
  #calls = 0;

  constructor(start: Omit<StartMessage, 'faults'>) {
    this.#served = serve(
      { faults: '', ...start },
      { post: (message) => this.#hear(toMain.parse(structuredClone(message))) },
      {
        environment: machineEnvironment,
        log: (id, fault) => this.logged.push(`${id}: ${String(fault)}`),
        demoScenario: async () => readFileSync(DEMO, 'utf8'),
        verify: verifyHere,
      },
    );
    onTestFinished(() => this.close());
  }

  #hear(message: ToMain): void {
    this.heard.push(message);
    // Asynchronous like a port: never within the call that asks.
    if (message.is === 'wish') queueMicrotask(() => this.#grant(message));
    for (const look of this.#waiting.splice(0)) look();
  }

  #grant({ id, wish }: Extract<ToMain, { is: 'wish' }>): void {
    const turned = (text: string) => [...text].reverse().join('');
    if (wish.for === 'protect') this.post({ is: 'granted', id, value: Buffer.from(turned(wish.text)) });
    if (wish.for === 'reveal')
      this.post({ is: 'granted', id, value: turned(Buffer.from(wish.bytes).toString('utf8')) });
    if (wish.for === 'folder') this.post({ is: 'failed', id, because: 'There is no dialog here.' });
  }

  post(message: ToDesk): void {
    this.#served.hear(structuredClone(message));
  }

  close(): Promise<void> {
    return this.#served.close();
  }

  /** Waits until the expected message has been posted. */
  async until<M extends ToMain>(wanted: (message: ToMain) => message is M): Promise<M> {
    for (;;) {
      const found = this.heard.find(wanted);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  up(): Promise<ToMain> {
    return this.until((message): message is Extract<ToMain, { is: 'up' }> => message.is === 'up');
  }

  async call(place: number, area: string, verb: string, input: unknown = {}) {
    this.#calls += 1;
    const id = this.#calls;
    this.post({ is: 'call', id, place, area, verb, input });
    const { text } = await this.until(
      (message): message is Extract<ToMain, { is: 'answer' }> => message.is === 'answer' && message.id === id,
    );
    return answered.parse(JSON.parse(text));
  }

  async session(place: number) {
    const given = await this.call(place, 'session', 'get');
    if (!given.ok) throw new Error(`${JSON.stringify(given)} ${this.logged.join()}`);
    return session.parse(given.result);
  }

  /** Who is signed in at each place, by the newest report. */
  get sitting(): readonly Sitting[] {
    return this.heard.findLast((message) => message.is === 'sitting')?.sitting ?? [];
  }
}

const first = (directory: string, training: boolean, sitting: Sitting[] = []) =>
  new Main({ directory, home: directory, training, keyStore: !training, pseudoTexts: false, sitting });

describe('a training workspace behind the port', () => {
  it('answers each place by the person signed in there, until its window is closed', async () => {
    const main = first(folder(), true);
    await main.up();
    const { personas } = await main.session(1);
    const [one, two] = personas;
    if (one === undefined || two === undefined) throw new Error('There are personas.');
    await main.call(1, 'session', 'become', { personId: one.id });
    await main.call(2, 'session', 'become', { personId: two.id });
    expect((await main.session(1)).person?.id).toBe(one.id);
    expect((await main.session(2)).person?.id).toBe(two.id);
    expect(main.sitting).toEqual([
      { place: 1, person: one.id, locked: null },
      { place: 2, person: two.id, locked: null },
    ]);
    main.post({ is: 'left', place: 1 });
    expect(main.sitting).toEqual([{ place: 2, person: two.id, locked: null }]);
    expect((await main.session(1)).person).toBeNull();
    // No report is repeated.
    const told = main.heard.filter(({ is }) => is === 'sitting').map((message) => JSON.stringify(message));
    expect(new Set(told).size).toBe(told.length);
  });

  it('reports who is signed in before the answer that tells the window', async () => {
    const main = first(folder(), true);
    await main.up();
    const [persona] = (await main.session(1)).personas;
    await main.call(1, 'session', 'become', { personId: persona?.id });
    const kinds = main.heard.map(({ is }) => is);
    expect(kinds.lastIndexOf('sitting')).toBeLessThan(kinds.lastIndexOf('answer'));
  });

  it('signs each persona in again in the next process, except in windows that were closed meanwhile', async () => {
    const directory = folder();
    const main = first(directory, true);
    await main.up();
    const [persona] = (await main.session(1)).personas;
    await main.call(1, 'session', 'become', { personId: persona?.id });
    await main.call(2, 'session', 'become', { personId: persona?.id });
    const { sitting } = main;
    await main.close();
    const next = first(directory, false, [...sitting]);
    next.post({ is: 'left', place: 2 });
    await next.up();
    expect((await next.session(1)).person?.id).toBe(persona?.id);
    expect((await next.session(2)).person).toBeNull();
  });

  it('answers INTERNAL with an id that the log explains if something breaks', async () => {
    const main = first(folder(), true);
    await main.up();
    const { error } = await main.call(1, 'workspace', 'choose');
    expect(error?.code).toBe('INTERNAL');
    expect(main.logged).toEqual([expect.stringContaining('There is no dialog here.')]);
  });

  it('is closed when it says so, with its write-ahead log moved into the file', async () => {
    const directory = folder();
    const main = first(directory, true);
    await main.up();
    main.post({ is: 'close' });
    await main.until((message): message is Extract<ToMain, { is: 'closed' }> => message.is === 'closed');
    expect(await verifyFrom(directory)).toMatchObject({ ok: true, result: { ok: true } });
    expect(() => readFileSync(join(directory, 'workspace.sqlite-wal'))).toThrow('ENOENT');
  });
});

describe('a real desk behind the port', () => {
  const found = async (main: Main, directory: string) => {
    const admin = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };
    const given = { directory, name: 'Night desk', admin, passphrase: PASSPHRASE };
    expect(await main.call(1, 'workspace', 'found', given)).toMatchObject({ ok: true });
  };
  const deskKey = (directory: string) =>
    z
      .object({ key: z.string(), keptBy: z.string() })
      .parse(JSON.parse(readFileSync(join(directory, 'keys', 'desk.json'), 'utf8')));
  const settings = z.object({ deskKeyState: z.string(), deskKeptBy: z.string().optional() }).loose();
  const deskKeyState = async (main: Main) =>
    settings.parse((await main.call(1, 'settings', 'get')).result).deskKeyState;

  it('protects its own key with the key store of the main process, and opens it again in the next process', async () => {
    const directory = folder();
    const main = first(directory, false);
    await main.up();
    await found(main, directory);
    expect(deskKey(directory).keptBy).toBe('system');
    expect(await deskKeyState(main)).toBe('ready');
    const { sitting } = main;
    expect(sitting).toMatchObject([{ place: 1, locked: null }]);
    await main.close();

    const next = first(directory, false, [...sitting]);
    await next.up();
    // The person's key was lost with the process, so the place is locked for them.
    const { person, locked } = await next.session(1);
    expect([person, locked?.username]).toEqual([null, 'ada']);
    expect(await next.call(1, 'session', 'signIn', { username: 'ada', passphrase: PASSPHRASE })).toMatchObject({
      ok: true,
    });
    expect(await deskKeyState(next)).toBe('ready');
  });

  it('gets a new key of its own, which the key store protects before the ledger names it', async () => {
    const directory = folder();
    const main = first(directory, false);
    await main.up();
    await found(main, directory);
    const before = deskKey(directory).key;
    expect(await main.call(1, 'session', 'enrolDeskKey')).toMatchObject({ ok: true, result: { keptBy: 'system' } });
    expect(deskKey(directory)).toMatchObject({ keptBy: 'system' });
    expect(deskKey(directory).key).not.toBe(before);
    expect(await deskKeyState(main)).toBe('ready');
    expect(await main.call(1, 'session', 'enrolDeskKey')).toMatchObject({ ok: true });
    expect(await main.call(1, 'ledger', 'verify')).toMatchObject({ ok: true, result: { ok: true } });
    expect(main.logged).toEqual([]);
  });
});
