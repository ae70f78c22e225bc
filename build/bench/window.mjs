// node window.mjs ANSWER WORKSPACE: start, idle memory and scrolling of the built application, beside an Electron that
// shows a blank window; and the delay of its main process. Run by build/bench.mjs, which provides a display.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { attach } from '../base/attach.mjs';
import { log } from '../base/log.mjs';
import { root } from '../base/places.mjs';
import { measureDelays } from './delay.mjs';

/** @typedef {{ median: number, worst: number }} Timing */

const STARTS = 7;
const IDLE_MS = 8_000;
const SCROLL_MS = 20_000;
/** A notch of the wheel, in pixels: twice that of most mice. */
const NOTCH = 240;
/** Rows of a list, whatever their elements are. */
const ROW = '[data-request], [role="option"], [role="row"]';
/** The field of the screen that asks for a persona. */
const FIND_PERSON = 'input[aria-label="Find a person"]';
/** How often a start is looked at, in milliseconds. */
const LOOK_MS = 15;

const [answer = '', workspace = ''] = process.argv.slice(2);
const executablePath = process.env.COUNTERSIGN_ELECTRON ?? '';
const switches = (process.env.COUNTERSIGN_SWITCHES ?? '').split(' ').filter(Boolean);
const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-window-'));

try {
  const small = join(folder, 'training');
  const blank = makeBlank(join(folder, 'blank'));
  // The very first start founds the training workspace.
  const who = { small: await awaited(desk(small)), large: await awaited(desk(workspace)) };
  const times = {
    blank: /** @type {number[]} */ ([]),
    ours: /** @type {number[]} */ ([]),
    large: /** @type {number[]} */ ([]),
    answered: /** @type {number[]} */ ([]),
  };
  for (let round = 0; round < STARTS; round += 1) {
    times.blank.push(await startOf([blank], 'body', null));
    times.ours.push(await startOf(desk(small), ROW, who.small));
    times.large.push(await startOf(desk(workspace), ROW, who.large));
    times.answered.push(await answerOf(desk(small)));
    log(`window: start ${round + 1} of ${STARTS}`);
  }
  const memory = {
    blank: await idleOf([blank], 'body', null),
    ours: await idleOf(desk(small), ROW, who.small),
    large: await idleOf(desk(workspace), ROW, who.large),
  };
  const scrolled = await scroll();
  const delays = await delaysOf(join(folder, 'copy'));
  writeFileSync(answer, JSON.stringify(findings(times, memory, scrolled, delays)));
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function desk(directory) {
  return [root, `--workspace=${directory}`, '--training'];
}

/**
 * The smallest Electron application.
 *
 * @param {string} directory
 * @returns {string}
 */
function makeBlank(directory) {
  const file = `${directory}.cjs`;
  writeFileSync(
    file,
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 840 }).loadURL('data:text/html,<body>blank</body>'));
`,
  );
  return file;
}

/**
 * Answers when the process was started, too, by `performance.now()`.
 *
 * @param {readonly string[]} args
 */
async function open(args) {
  const { app, started } = await attach({ executablePath, args: [...switches, ...args] });
  return { app, page: await app.firstWindow(), started };
}

/**
 * A persona for whom a request waits, by username: not everybody in the generated workspaces has one to approve.
 *
 * @param {readonly string[]} args
 * @returns {Promise<string>}
 */
async function awaited(args) {
  const { app, page } = await open(args);
  await page.getByRole('textbox', { name: 'Find a person' }).waitFor({ timeout: 120_000 });
  const username = await page.evaluate(async () => {
    const session = await window.desk.session.get({});
    for (const { id, username: name, role } of session.ok ? session.result.personas : []) {
      if (role !== 'member') continue;
      await window.desk.session.become({ personId: id });
      const waiting = await window.desk.requests.list({ waitingOnMe: true, limit: 1 });
      if (waiting.ok && waiting.result.items.length > 0) return name;
    }
    return null;
  });
  await app.close();
  if (username === null) throw new Error('Something waits for a member of the workspace.');
  return username;
}

/**
 * Waits until the window asks for a persona (it always does in a training workspace), chooses one, and waits until a row is
 * painted. Answers how long both took, in milliseconds from `started`, without the choice in between.
 *
 * @param {import('playwright').Page} page
 * @param {string} ready
 * @param {string | null} who a username; null if the window does not ask
 * @param {number} started
 */
async function usable(page, ready, who, started) {
  await seen(page, who === null ? ready : FIND_PERSON);
  await painted(page);
  const asked = performance.now();
  if (who === null) return asked - started;
  const chosen = await choose(page, who);
  await seen(page, ready);
  await painted(page);
  return asked - started + (performance.now() - chosen);
}

/**
 * Waits until an element is in the page, to within {@link LOOK_MS}. Playwright's own waiting looks again after 20, 50, 100,
 * 100 and then every 500 ms, so that a start would seem up to half a second longer than it is.
 *
 * @param {import('playwright').Page} page
 * @param {string} selector
 */
async function seen(page, selector) {
  const options = { polling: LOOK_MS, timeout: 120_000 };
  await page.waitForFunction((wanted) => document.querySelector(wanted) !== null, selector, options);
}

/**
 * Becomes a persona. Answers when the button was pressed.
 *
 * @param {import('playwright').Page} page
 * @param {string} username
 * @returns {Promise<number>}
 */
async function choose(page, username) {
  await page.getByRole('textbox', { name: 'Find a person' }).fill(username, { timeout: 120_000 });
  const choice = page.getByRole('button').filter({ has: page.getByText(username, { exact: true }) });
  await choice.first().waitFor();
  const chosen = performance.now();
  await choice.first().click();
  return chosen;
}

/** @param {import('playwright').Page} page */
async function painted(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/**
 * From the start of the process until a row is painted, in milliseconds.
 *
 * @param {readonly string[]} args
 * @param {string} ready
 * @param {string | null} who
 */
async function startOf(args, ready, who) {
  const { app, page, started } = await open(args);
  const took = await usable(page, ready, who, started);
  await app.close();
  return took;
}

/**
 * From the start of the process until the desk has answered the window for the first time, in milliseconds.
 *
 * @param {readonly string[]} args
 */
async function answerOf(args) {
  const { app, page, started } = await open(args);
  await page.evaluate(() => window.desk.session.get({}));
  const took = performance.now() - started;
  await app.close();
  return took;
}

/**
 * How long the main process is blocked while an admin works; on a copy, because people are imported.
 *
 * @param {string} copy
 */
async function delaysOf(copy) {
  cpSync(workspace, copy, { recursive: true });
  const { app, page } = await open(desk(copy));
  await choose(page, 'admin');
  // An admin's list of waiting requests may be empty.
  await page.getByRole('button', { name: /^You are / }).waitFor({ timeout: 120_000 });
  const delays = await measureDelays(app, page);
  await app.close();
  return delays;
}

/**
 * Memory of all processes together when idle, in megabytes.
 *
 * @param {readonly string[]} args
 * @param {string} ready
 * @param {string | null} who
 */
async function idleOf(args, ready, who) {
  const { app, page } = await open(args);
  await usable(page, ready, who, 0);
  await wait(IDLE_MS);
  const kilobytes = await app.evaluate(({ app: running }) =>
    running.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  await app.close();
  return kilobytes / 1_024;
}

/** Turns the wheel over the list of all approved requests of the large workspace. */
async function scroll() {
  const { app, page } = await open(desk(workspace));
  await choose(page, 'admin');
  const approved = page.getByRole('link', { name: /^Approved/ }).or(page.getByRole('tab', { name: /^Approved/ }));
  await approved.first().click();
  await wait(2_000);
  const row = await page.locator(ROW).first().boundingBox();
  if (!row) throw new Error('The list has rows.');
  await page.mouse.move(row.x + row.width / 2, row.y + row.height * 3);
  // By then more was scrolled past than any view holds, so from there on memory has no reason to grow.
  await turnWheel(page, SCROLL_MS / 4);
  const before = await heapOf(page);
  await page.evaluate(() => {
    const frames = /** @type {number[]} */ ([]);
    Object.assign(window, { frames });
    let last = performance.now();
    const tick = (/** @type {number} */ now) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await turnWheel(page, SCROLL_MS);
  const frames = await page.evaluate(() =>
    /** @type {{ frames: number[] }} */ (/** @type {unknown} */ (window)).frames.slice(2),
  );
  const after = await heapOf(page);
  const rows = await page.evaluate((height) => {
    const tall = [...document.querySelectorAll('*')].reduce((most, one) => Math.max(most, one.scrollTop), 0);
    return Math.round(tall / height);
  }, row.height);
  await app.close();
  return { frames, rows, heap: { before, after } };
}

/**
 * @param {import('playwright').Page} page
 * @param {number} milliseconds
 */
async function turnWheel(page, milliseconds) {
  for (const end = performance.now() + milliseconds; performance.now() < end; ) await page.mouse.wheel(0, NOTCH);
}

/**
 * The memory that the window's JavaScript keeps after garbage collection, in megabytes.
 *
 * @param {import('playwright').Page} page
 */
async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

/**
 * @param {{ blank: number[], ours: number[], large: number[], answered: number[] }} times
 * @param {{ blank: number, ours: number, large: number }} memory
 * @param {{ frames: number[], rows: number, heap: { before: number, after: number } }} scrolled
 * @param {readonly import('./delay.mjs').Delay[]} delays
 * @returns {import('../../test/bench/base/report.ts').Findings}
 */
function findings(times, memory, { frames, rows, heap }, delays) {
  const [blank, ours, large] = [timingOf(times.blank), timingOf(times.ours), timingOf(times.large)];
  const rate = 1000 / (frames.reduce((sum, frame) => sum + frame, 0) / frames.length);
  const frame = timingOf(frames);
  const ms = (/** @type {Timing} */ { median, worst }) => `${Math.round(median)} ms (worst ${Math.round(worst)} ms)`;
  const start = (/** @type {string} */ what, /** @type {Timing} */ timing) => ({
    what,
    ours: ms(timing),
    rival: `${ms(blank)}, a blank window`,
    budget: '2 times',
    met: timing.median <= 2 * blank.median,
  });
  const idle = (/** @type {string} */ what, /** @type {number} */ used) => ({
    what,
    ours: `${Math.round(used)} MB`,
    rival: `${Math.round(memory.blank)} MB, a blank window`,
    budget: '1.5 times',
    met: used <= 1.5 * memory.blank,
  });
  return {
    verdicts: [
      start('start to usable inbox, training workspace', ours),
      start('start to usable inbox, large workspace', large),
      start('start to first answer of the desk, training workspace', timingOf(times.answered)),
      idle('memory when idle, training workspace', memory.ours),
      idle('memory when idle, large workspace', memory.large),
      {
        what: `scrolling past ${rows.toLocaleString('en')} requests of the large workspace in ${SCROLL_MS / 1000} s`,
        ours: `${rate.toFixed(0)} frames a second (median ${frame.median.toFixed(1)} ms, worst ${frame.worst.toFixed(0)} ms)`,
        rival: '—',
        budget: '50 frames a second',
        met: rate >= 50,
      },
      {
        what: 'memory of the window’s JavaScript while scrolling',
        ours: `${heap.before.toFixed(1)} MB after a fifth of it, ${heap.after.toFixed(1)} MB at its end`,
        rival: '—',
        budget: 'does not grow',
        met: heap.after <= 1.1 * heap.before,
      },
      {
        what: 'delay of the main process’s event loop, under any load of the next table',
        ours: `99th percentile ${Math.max(...delays.map(({ p99 }) => p99)).toFixed(1)} ms, longest ${Math.max(...delays.map(({ longest }) => longest)).toFixed(1)} ms`,
        rival: '—',
        budget: '16 ms, longest 50 ms',
        met: delays.every(({ p99, longest }) => p99 <= 16 && longest <= 50),
      },
    ],
    tables: [
      {
        title: 'Delay of the main process’s event loop',
        says: 'While an admin makes these calls in the large workspace, a timer in the main process reads the clock every millisecond. The delay is how late it came.',
        columns: ['while', 'took', '99th percentile', 'longest', 'ticks'],
        rows: delays.map(({ what, took, p99, longest, ticks }) => [
          what,
          `${(took / 1000).toFixed(1)} s`,
          `${p99.toFixed(1)} ms`,
          `${longest.toFixed(1)} ms`,
          ticks.toLocaleString('en'),
        ]),
      },
    ],
  };
}

/**
 * @param {readonly number[]} times
 * @returns {Timing}
 */
function timingOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? 0, worst: sorted.at(-1) ?? 0 };
}
