import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type NotificationText, notifyWhenAway } from '../../src-main/window/notifications.ts';

interface Shown extends NotificationText {
  readonly click: () => void;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A desk with one window, at which somebody sits and is told things. */
function office() {
  const shown: Shown[] = [];
  const went: [window: string, number: number | null][] = [];
  const faults: unknown[] = [];
  let notices: { number: number; title: string; sentence: string; discreet: string }[] = [];
  let hear: () => void = () => undefined;
  let person: string | null = 'bob';
  const state = { inFront: false, names: false, broken: false };
  notifyWhenAway({
    onChanged: (listener) => {
      hear = () => listener(['requests']);
      return () => undefined;
    },
    places: () => [
      {
        window: 'the window',
        person: () => person,
        call: async (area) => {
          if (state.broken) throw new Error('the desk is on fire');
          const result = area === 'settings' ? { namesInNotifications: state.names } : { items: notices };
          return JSON.stringify({ ok: true, result });
        },
      },
    ],
    inFront: () => state.inFront,
    show: (text, click) => shown.push({ ...text, click }),
    go: (window, number) => went.push([window, number]),
    failed: (fault) => faults.push(fault),
  });
  /** Waits until what is under way has come to its end: nothing in it waits for anything but answers that are there. */
  const settled = async () => {
    for (let transaction = 0; transaction < 20; transaction += 1) await Promise.resolve();
  };
  return {
    shown,
    went,
    faults,
    state,
    sits: (who: string | null) => {
      person = who;
    },
    async told(...numbers: readonly number[]) {
      const fresh = numbers.map((number) => ({
        number,
        title: 'A request waits for you',
        sentence: `Alice asks for root on db-${number}.`,
        discreet: `Alice asks for access, request #${number}.`,
      }));
      notices = [...fresh.reverse(), ...notices];
      hear();
      await settled();
    },
    /** Lets so many seconds pass. */
    async wait(seconds: number) {
      vi.advanceTimersByTime(seconds * 1_000);
      await settled();
    },
  };
}

const brief = (shown: readonly Shown[]) => shown.map(({ title, body }) => [title, body]);

describe('while no window is in front', () => {
  it('what is new is shown, oldest first, without names of accounts and resources', async () => {
    const there = office();
    await there.told();
    await there.told(1, 2);
    expect(brief(there.shown)).toEqual([
      ['A request waits for you', 'Alice asks for access, request #1.'],
      ['A request waits for you', 'Alice asks for access, request #2.'],
    ]);
    await there.told();
    expect(there.shown).toHaveLength(2);
  });

  it('so is the first thing that happens after somebody has sat down', async () => {
    const there = office();
    await there.wait(1);
    await there.told(1);
    expect(there.shown).toHaveLength(1);
  });

  it('names are in it where the setting allows them', async () => {
    const there = office();
    there.state.names = true;
    await there.told();
    await there.told(1);
    expect(brief(there.shown)).toEqual([['A request waits for you', 'Alice asks for root on db-1.']]);
  });

  it('a click leads to the notice in the window of whoever it is for', async () => {
    const there = office();
    await there.told();
    await there.told(7);
    there.shown[0]?.click();
    expect(there.went).toEqual([['the window', 7]]);
  });

  it('many at once are counted in one, which leads to all of them', async () => {
    const there = office();
    await there.told();
    await there.told(1, 2, 3, 4);
    expect(brief(there.shown)).toEqual([['4 new notifications', 'Open Countersign to read them.']]);
    there.shown[0]?.click();
    expect(there.went).toEqual([['the window', null]]);
  });
});

describe('nothing is shown', () => {
  it('of what there was when somebody sat down', async () => {
    const there = office();
    await there.told(1, 2);
    expect(there.shown).toEqual([]);
    there.sits(null);
    await there.told(3);
    there.sits('bob');
    await there.told(4);
    expect(there.shown).toEqual([]);
    await there.told(5);
    expect(there.shown).toHaveLength(1);
  });

  it('while a window is in front, and of that nothing later either', async () => {
    const there = office();
    await there.told();
    there.state.inFront = true;
    await there.told(1);
    there.state.inFront = false;
    await there.told();
    expect(there.shown).toEqual([]);
  });

  it('while nobody is signed in', async () => {
    const there = office();
    there.sits(null);
    await there.told(1);
    expect(there.shown).toEqual([]);
  });
});

it('what goes wrong is logged, and the next change is heard', async () => {
  const there = office();
  await there.told();
  there.state.broken = true;
  await there.told(1);
  expect(there.faults).toHaveLength(1);
  there.state.broken = false;
  await there.told(2);
  expect(there.shown).toHaveLength(2);
});
