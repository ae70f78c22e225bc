// How long the main process of the application is blocked while the desk works on a large workspace.
import { log } from '../base/log.mjs';

/** @typedef {{ what: string, took: number, ticks: number, p99: number, longest: number }} Delay */

/** How often the main process reads the clock, in milliseconds. */
const TICK_MS = 1;
/** How many pages of a list are read, one after the other. */
const PAGES = 100;
/** How long a check of the ledger is watched, in seconds: one of a million requests takes many minutes. */
const MOST_SECONDS = 120;
/** The most people in one import (the contract's MAX_IMPORT_ROWS). */
const PEOPLE = 5_000;

/**
 * Calls of a window, by name; each runs in the page, with the bridge that the pages use. `given` is a text.
 *
 * @type {readonly { what: string, given?: string, run: (given: string) => Promise<void> }[]}
 */
const work = [
  {
    what: `listing ${PAGES} pages of requests, and counting them`,
    given: String(PAGES),
    run: async (pages) => {
      const { requests } = window.desk;
      /** @type {string | undefined} */
      let cursor;
      for (let page = 0; page < Number(pages); page += 1) {
        const answer = await requests.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
        if (!answer.ok) throw new Error(answer.error.message);
        await requests.counts({});
        cursor = answer.result.nextCursor ?? undefined;
      }
    },
  },
  {
    what: 'searching requests and accounts by text and pattern',
    run: async () => {
      const { requests, accounts } = window.desk;
      for (let round = 0; round < 5; round += 1)
        for (const text of ['nightly backup', 'prod', 'roo', 'srv', 'db', 'x', 'admin prod', 'nothing like it']) {
          const found = await requests.list({ text, limit: 100 });
          const counted = await requests.counts({ text });
          const listed = await accounts.list({ text });
          for (const answer of [found, counted, listed]) if (!answer.ok) throw new Error(answer.error.message);
        }
    },
  },
  {
    what: `verifying the ledger, for ${MOST_SECONDS} seconds at most`,
    given: String(MOST_SECONDS),
    run: async (seconds) => {
      const { ledger } = window.desk;
      const started = await ledger.startCheck({});
      if (!started.ok) throw new Error(started.error.message);
      for (let left = Number(seconds); left > 0; left -= 0.5) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        const answer = await ledger.check({});
        if (!answer.ok) throw new Error(answer.error.message);
        const { check } = answer.result;
        if (check?.state === 'running') continue;
        if (check?.result?.ok !== true) throw new Error(JSON.stringify(check).slice(0, 1_000));
        return;
      }
      await ledger.cancelCheck({});
    },
  },
  {
    what: 'exporting all policies',
    run: async () => {
      for (let round = 0; round < 20; round += 1) {
        const answer = await window.desk.policies.export({});
        if (!answer.ok) throw new Error(answer.error.message);
      }
    },
  },
  {
    what: 'simulating a policy over all requests, and its impact',
    run: async () => {
      const { policies } = window.desk;
      const listed = await policies.list({ status: 'active', limit: 1 });
      const [first] = listed.ok ? listed.result.items : [];
      if (first === undefined) throw new Error('There are policies.');
      const answer = await policies.get({ id: first.id });
      if (!answer.ok) throw new Error(answer.error.message);
      const { name, conditions, duration, steps } = answer.result;
      const draft = {
        name,
        conditions: [...conditions],
        duration,
        steps: steps.map((step) => ({
          approvers: step.approvers.map(({ kind, id }) => ({ kind, id })),
          required: step.required,
        })),
      };
      const seen = await policies.foresee({ draft, replaces: first.id });
      if (!seen.ok) throw new Error(seen.error.message);
      const started = await policies.startWhatIf({ draft, replaces: first.id });
      if (!started.ok) throw new Error(started.error.message);
      for (;;) {
        const progress = await policies.whatIf(started.result);
        if (!progress.ok) throw new Error(progress.error.message);
        if (progress.result.state === 'done') return;
        if (progress.result.state !== 'running') throw new Error(`The simulation is ${progress.result.state}.`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  },
  {
    what: `importing ${PEOPLE.toLocaleString('en')} people`,
    given: [
      'username,name,email,role',
      ...Array.from({ length: PEOPLE }, (_, n) => `newcomer${n},Newcomer ${n},newcomer${n}@example.test,member`),
    ].join('\n'),
    run: async (csv) => {
      const checked = await window.desk.people.checkImport({ csv });
      if (!checked.ok) throw new Error(checked.error.message);
      const answer = await window.desk.people.import({ csv });
      if (!answer.ok) throw new Error(answer.error.message);
    },
  },
];

/**
 * Measures the delay of the main process's event loop with a timer of its own: `monitorEventLoopDelay` misses the first stall. The person
 * who is signed in must have the right to make all of these calls.
 *
 * @param {import('playwright').ElectronApplication} app
 * @param {import('playwright').Page} page
 * @returns {Promise<readonly Delay[]>}
 */
export async function measureDelays(app, page) {
  /** @type {Delay[]} */
  const delays = [{ what: 'nothing: the application is idle', ...(await delayDuring(app, () => rest())) }];
  for (const { what, given = '', run } of work) {
    delays.push({ what, ...(await delayDuring(app, () => page.evaluate(run, given))) });
    log(`window: main process while ${what}: longest ${delays.at(-1)?.longest.toFixed(1)} ms`);
  }
  return delays;
}

/** @returns {Promise<void>} */
const rest = () => new Promise((resolve) => setTimeout(resolve, 3_000));

/**
 * @param {import('playwright').ElectronApplication} app
 * @param {() => Promise<unknown>} act
 * @returns {Promise<Omit<Delay, 'what'>>}
 */
async function delayDuring(app, act) {
  await app.evaluate((_electron, tickMs) => {
    const gaps = /** @type {number[]} */ ([]);
    const watch = { gaps, on: true };
    Reflect.set(globalThis, 'delayWatch', watch);
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      gaps.push(now - last - tickMs);
      last = now;
      if (watch.on) setTimeout(tick, tickMs);
    };
    setTimeout(tick, tickMs);
  }, TICK_MS);
  const began = performance.now();
  await act();
  const took = performance.now() - began;
  const gaps = await app.evaluate(() => {
    const watch = Reflect.get(globalThis, 'delayWatch');
    watch.on = false;
    return /** @type {number[]} */ (watch.gaps);
  });
  const sorted = gaps.map((gap) => Math.max(0, gap)).sort((a, b) => a - b);
  return {
    took,
    ticks: sorted.length,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    longest: sorted.at(-1) ?? 0,
  };
}
