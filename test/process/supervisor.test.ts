import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskState } from '#contract/contract.ts';
import type { Topic } from '#contract/names.ts';
import { personId } from '#contract/scalars.ts';
import { CLOSE_MS, type Hearing, RESTART_AFTER_MS, supervise } from '../../src-main/process/main/supervisor.ts';
import type { StartMessage, ToDesk, ToMain, Wish } from '../../src-main/process/protocol.ts';

const alice = personId.parse('0190a5c2-7b1e-7c3d-9f4a-2b6d8e0f1a3c');
const start = {
  directory: '/desk',
  home: '/home',
  training: true,
  faults: '/faults.log',
  keyStore: true,
  pseudoTexts: false,
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A desk process that does nothing by itself: the test decides when it posts and when it ends. */
class FakeProcess {
  readonly heard: ToDesk[] = [];
  killed = false;

  constructor(
    readonly start: StartMessage,
    readonly hearing: Hearing,
  ) {}

  says(message: ToMain): void {
    this.hearing.message(message);
  }

  up(): void {
    this.says({ is: 'up' });
  }

  /** The calls that were posted to it. */
  get calls() {
    return this.heard.flatMap((message) => (message.is === 'call' ? [message] : []));
  }

  answer(index: number, text = '{"ok":true}'): void {
    this.says({ is: 'answer', id: this.calls[index]?.id ?? -1, text });
  }
}

function office(grant: (wish: Wish) => Promise<unknown> = async () => null) {
  const processes: FakeProcess[] = [];
  const logged: string[] = [];
  const done: unknown[] = [];
  const desk = supervise({
    start,
    fork(message, hearing) {
      const made = new FakeProcess(message, hearing);
      processes.push(made);
      return {
        post: (posted) => made.heard.push(posted),
        kill: () => {
          made.killed = true;
        },
      };
    },
    services: {
      show: ({ title }) => done.push(title),
      hideAll: () => done.push('hidden'),
      remember: (desk) => done.push(desk?.directory ?? null),
      grant,
    },
    log: (id, fault) => logged.push(`${id}: ${String(fault)}`),
  });
  const states: DeskState[] = [];
  const changes: (readonly Topic[])[] = [];
  desk.onState((state) => states.push(state));
  desk.onChanged((topics) => changes.push(topics));
  const last = (): FakeProcess => {
    const process = processes.at(-1);
    if (process === undefined) throw new Error('A process was started.');
    return process;
  };
  /** Ends the newest process and lets the delay before the next start pass. */
  const dies = async (failures = 1): Promise<void> => {
    last().hearing.ended('It ended with code 9.');
    await vi.advanceTimersByTimeAsync(RESTART_AFTER_MS[failures - 1] ?? 60_000);
  };
  return { desk, processes, logged, done, states, changes, last, dies };
}

const read = (text: string): unknown => JSON.parse(text);

describe('a call', () => {
  it('waits until the desk is up, and is answered with the text that the desk posts', async () => {
    const { desk, last } = office();
    const answer = desk.call(7, 'requests', 'list', { limit: 1 });
    expect(last().calls).toEqual([]);
    last().up();
    expect(last().calls).toMatchObject([{ place: 7, area: 'requests', verb: 'list', input: { limit: 1 } }]);
    last().answer(0, '{"ok":true,"result":"as it is"}');
    expect(await answer).toBe('{"ok":true,"result":"as it is"}');
  });

  it('that was running when the process ended is refused and not repeated, with unknown outcome', async () => {
    const { desk, last, dies } = office();
    last().up();
    const change = desk.call(1, 'requests', 'approve', {});
    const look = desk.call(1, 'requests', 'list', {});
    await dies();
    last().up();
    expect(last().calls).toEqual([]);
    expect(read(await change)).toMatchObject({
      ok: false,
      error: {
        code: 'WORKSPACE_UNREADABLE',
        message: expect.stringContaining('it is not known whether this was done'),
      },
    });
    expect(read(await look)).toMatchObject({
      ok: false,
      error: { code: 'WORKSPACE_UNREADABLE', message: expect.not.stringContaining('not known') },
    });
  });

  it('that comes while the desk starts again waits for it, even over several starts', async () => {
    const { desk, last, dies } = office();
    last().up();
    last().hearing.ended('It ended with code 9.');
    const answer = desk.call(1, 'requests', 'submit', {});
    await vi.advanceTimersByTimeAsync(0);
    await dies(2);
    expect(last().calls).toEqual([]);
    last().up();
    expect(last().calls).toHaveLength(1);
    last().answer(0);
    expect(await answer).toBe('{"ok":true}');
  });

  it('is answered once: posts of an abandoned process are ignored', async () => {
    const { desk, processes, last, dies } = office();
    last().up();
    const answer = desk.call(1, 'requests', 'submit', {});
    await dies();
    processes[0]?.answer(0);
    processes[0]?.hearing.ended('Its port was closed.');
    expect(read(await answer)).toMatchObject({ ok: false });
    expect(processes).toHaveLength(2);
  });
});

describe('a process that ends', () => {
  it('is logged, killed and replaced; the windows are told to read everything again', async () => {
    const { desk, processes, logged, states, changes, last, dies } = office();
    last().up();
    await dies();
    expect(processes[0]?.killed).toBe(true);
    expect(logged).toEqual([expect.stringContaining('It ended with code 9.')]);
    expect(states).toEqual(['up', 'restarting']);
    expect(changes).toEqual([]);
    last().up();
    expect(states).toEqual(['up', 'restarting', 'up']);
    expect(desk.state()).toBe('up');
    expect(changes).toEqual([['workspace']]);
  });

  it('passes on who was signed in and which folder was open', async () => {
    const { desk, done, last } = office();
    last().up();
    last().says({ is: 'remember', desk: { directory: '/elsewhere', name: 'Night desk', kind: 'real' } });
    const sitting = [
      { place: 1, person: alice, locked: null },
      { place: 2, person: null, locked: alice },
      { place: 3, person: alice, locked: null },
    ];
    last().says({ is: 'sitting', sitting, lockAfterMinutes: 15 });
    expect([desk.personAt(1), desk.personAt(2), desk.lockAfterMinutes()]).toEqual([alice, null, 15]);
    desk.leave(3);
    last().hearing.ended('It ended with code 9.');
    expect([desk.personAt(1), desk.lockAfterMinutes()]).toEqual([null, null]);
    await vi.advanceTimersByTimeAsync(0);
    expect(last().start).toEqual({ ...start, directory: '/elsewhere', training: false, sitting: sitting.slice(0, 2) });
    expect(done).toEqual(['/elsewhere']);
  });

  it('leaves printed pages open, hidden from the next person who signs in', async () => {
    const { done, last, dies } = office();
    last().up();
    last().says({
      is: 'show',
      page: { title: 'Recovery kit', text: [], fields: [], strips: [], file: { name: 'kit', text: '' } },
    });
    await dies();
    last().up();
    last().says({ is: 'sitting', sitting: [{ place: 1, person: null, locked: alice }], lockAfterMinutes: null });
    expect(done).toEqual(['Recovery kit']);
    last().says({ is: 'sitting', sitting: [{ place: 1, person: alice, locked: null }], lockAfterMinutes: 15 });
    expect(done).toEqual(['Recovery kit', 'hidden']);
  });

  it('five times before it was of use is started later each time, and then given up', async () => {
    const { desk, processes, states, last, dies } = office();
    const waiting = desk.call(1, 'requests', 'list', {});
    for (const [index, delay] of RESTART_AFTER_MS.entries()) {
      last().hearing.ended('It ended with code 1.');
      await vi.advanceTimersByTimeAsync(Math.max(0, delay - 1));
      expect(processes).toHaveLength(delay === 0 ? index + 2 : index + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(processes).toHaveLength(index + 2);
    }
    await dies(6);
    expect(processes).toHaveLength(6);
    expect(states.at(-1)).toBe('stopped');
    const stopped = { ok: false, error: { code: 'WORKSPACE_UNREADABLE', message: expect.stringContaining('stopped') } };
    expect(read(await waiting)).toMatchObject(stopped);
    expect(read(await desk.call(1, 'requests', 'list', {}))).toMatchObject(stopped);
  });

  it('is never given up when each has answered calls', async () => {
    const { desk, processes, last, dies } = office();
    for (let round = 0; round < 20; round += 1) {
      last().up();
      const answers = Array.from({ length: 50 }, () => desk.call(1, 'requests', 'list', {}));
      for (const index of answers.keys()) last().answer(index);
      await Promise.all(answers);
      await dies();
    }
    expect(processes).toHaveLength(21);
  });

  it('is one that posts an invalid message', async () => {
    const { processes, logged, last } = office();
    last().hearing.message({ is: 'answer', id: 'one' });
    await vi.advanceTimersByTimeAsync(0);
    expect(processes).toHaveLength(2);
    expect(logged).toEqual([expect.stringContaining('no message')]);
  });
});

describe('a request of the desk process to the main process', () => {
  it('is answered by the main process; an error is logged, and answered with a sentence without details', async () => {
    const { last, logged } = office(async (wish) => {
      if (wish.for === 'reveal') throw new Error('secret detail');
      return '/chosen';
    });
    last().up();
    last().says({ is: 'wish', id: 1, wish: { for: 'folder' } });
    last().says({ is: 'wish', id: 2, wish: { for: 'reveal', bytes: new Uint8Array(1) } });
    await vi.advanceTimersByTimeAsync(0);
    expect(last().heard).toEqual([
      { is: 'granted', id: 1, value: '/chosen' },
      { is: 'failed', id: 2, because: 'The main process could not reveal.' },
    ]);
    expect(logged).toEqual([expect.stringContaining('secret detail')]);
  });
});

describe('closing', () => {
  it('waits for the desk to report that it has closed, and ends the process', async () => {
    const { desk, last, logged } = office();
    last().up();
    let closed = false;
    const closing = desk.close().then(() => {
      closed = true;
    });
    await vi.advanceTimersByTimeAsync(CLOSE_MS - 1);
    expect(last().heard).toEqual([{ is: 'close' }]);
    expect([closed, last().killed]).toEqual([false, false]);
    last().says({ is: 'closed' });
    await closing;
    expect(last().killed).toBe(true);
    expect(logged).toEqual([]);
    expect(read(await desk.call(1, 'requests', 'list', {}))).toMatchObject({ ok: false });
  });

  it('ends a desk that does not close in time, and logs that', async () => {
    const { desk, last, logged } = office();
    last().up();
    const closing = desk.close();
    await vi.advanceTimersByTimeAsync(CLOSE_MS);
    await closing;
    expect(last().killed).toBe(true);
    expect(logged).toEqual([expect.stringContaining('did not close')]);
  });

  it('starts no other process when this one ends, or when a start was scheduled', async () => {
    const first = office();
    first.last().up();
    const closing = first.desk.close();
    first.last().hearing.ended('It ended with code 0.');
    await closing;
    const second = office();
    second.last().hearing.ended('It ended with code 9.');
    const waiting = second.desk.call(1, 'requests', 'list', {});
    await second.desk.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([first.processes.length, second.processes.length]).toEqual([1, 1]);
    expect(read(await waiting)).toMatchObject({ ok: false });
  });
});
