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

/** A desk with one window, a person signed in, and notifications for them. */
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
  /** Waits until all work under way is finished: it only waits for answers that are there already. */
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
    /** Lets a number of seconds pass. */
    async wait(seconds: number) {
      vi.advanceTimersByTime(seconds * 1_000);
      await settled();
    },
  };
}

const brief = (shown: readonly Shown[]) => shown.map(({ title, body }) => [title, body]);

describe('while no window is in front', () => {
  it('a new notification is shown, oldest first, without names of accounts and resources', async () => {
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

  it('the first notification after a sign-in is shown', async () => {
    const there = office();
    await there.wait(1);
    await there.told(1);
    expect(there.shown).toHaveLength(1);
  });

  it('names are shown if the setting allows it', async () => {
    const there = office();
    there.state.names = true;
    await there.told();
    await there.told(1);
    expect(brief(there.shown)).toEqual([['A request waits for you', 'Alice asks for root on db-1.']]);
  });

  it('a click opens the notification in the window of its person', async () => {
    const there = office();
    await there.told();
    await there.told(7);
    there.shown[0]?.click();
    expect(there.went).toEqual([['the window', 7]]);
  });

  it('many notifications at once are shown as one count, which opens all of them', async () => {
    const there = office();
    await there.told();
    await there.told(1, 2, 3, 4);
    expect(brief(there.shown)).toEqual([['4 new notifications', 'Open Countersign to read them.']]);
    there.shown[0]?.click();
    expect(there.went).toEqual([['the window', null]]);
  });
});

describe('nothing is shown', () => {
  it('for notifications that were there at sign-in', async () => {
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

  it('while a window is in front, and those notifications are not shown later either', async () => {
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

it('an error is logged, and the next change is still noticed', async () => {
  const there = office();
  await there.told();
  there.state.broken = true;
  await there.told(1);
  expect(there.faults).toHaveLength(1);
  there.state.broken = false;
  await there.told(2);
  expect(there.shown).toHaveLength(2);
});
