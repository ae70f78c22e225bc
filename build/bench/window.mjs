// node window.mjs ANSWER WORKSPACE: start, idle memory and scrolling of the built application, beside an Electron that
// shows a blank window. Run by build/bench.mjs, which sees to a display.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron as electron } from 'playwright';
import { log } from '../base/log.mjs';
import { root } from '../base/places.mjs';

/** @typedef {{ median: number, worst: number }} Timing */

const STARTS = 7;
const IDLE_MS = 8_000;
const SCROLL_MS = 20_000;
/** A notch of the wheel, in pixels: twice what most mice turn by. */
const NOTCH = 240;
/** Rows of a list, whatever they are made of. */
const ROW = '[data-request], [role="option"], [role="row"]';

/** Somebody for whom something waits. */
const MEMBER = /^Carol Dufresne|member$/;

const [answer = '', workspace = ''] = process.argv.slice(2);
const executablePath = process.env.COUNTERSIGN_ELECTRON ?? '';
const switches = (process.env.COUNTERSIGN_SWITCHES ?? '').split(' ').filter(Boolean);
const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-window-'));

try {
  const small = join(folder, 'training');
  const blank = makeBlank(join(folder, 'blank'));
  // The first start of all founds the training workspace.
  await startOf(desk(small), ROW);
  const times = {
    blank: /** @type {number[]} */ ([]),
    ours: /** @type {number[]} */ ([]),
    large: /** @type {number[]} */ ([]),
  };
  for (let round = 0; round < STARTS; round += 1) {
    times.blank.push(await startOf([blank], 'body'));
    times.ours.push(await startOf(desk(small), ROW));
    times.large.push(await startOf(desk(workspace), ROW));
    log(`window: start ${round + 1} of ${STARTS}`);
  }
  const memory = {
    blank: await idleOf([blank], 'body'),
    ours: await idleOf(desk(small), ROW),
    large: await idleOf(desk(workspace), ROW),
  };
  const scrolled = await scroll();
  writeFileSync(answer, JSON.stringify(findings(times, memory, scrolled)));
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
 * The least that Electron can show.
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

/** @param {readonly string[]} args */
async function open(args) {
  const app = await electron.launch({ executablePath, args: [...switches, ...args] });
  return { app, page: await app.firstWindow() };
}

/**
 * Waits until the window asks who to be (it always does in a training workspace), chooses, and waits until something is
 * painted. Answers how long the two took, in milliseconds from `started`, without the choosing in between.
 *
 * @param {import('playwright').Page} page
 * @param {string} ready
 * @param {RegExp} who
 * @param {number} started
 */
async function usable(page, ready, who, started) {
  const choice = page.getByRole('button', { name: who }).first();
  await choice.or(page.locator(ready).first()).first().waitFor({ timeout: 120_000 });
  await painted(page);
  const asked = performance.now();
  if (!(await choice.isVisible())) return asked - started;
  const chosen = performance.now();
  await choice.click();
  await page.locator(ready).first().waitFor({ timeout: 120_000 });
  await painted(page);
  return asked - started + (performance.now() - chosen);
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
 */
async function startOf(args, ready) {
  const started = performance.now();
  const { app, page } = await open(args);
  const took = await usable(page, ready, MEMBER, started);
  await app.close();
  return took;
}

/**
 * Memory of all processes together when nothing goes on, in megabytes.
 *
 * @param {readonly string[]} args
 * @param {string} ready
 */
async function idleOf(args, ready) {
  const { app, page } = await open(args);
  await usable(page, ready, MEMBER, 0);
  await wait(IDLE_MS);
  const kilobytes = await app.evaluate(({ app: running }) =>
    running.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  await app.close();
  return kilobytes / 1_024;
}

/** Turns the wheel over the list of all that was approved in the large workspace. */
async function scroll() {
  const { app, page } = await open(desk(workspace));
  await page
    .getByRole('button', { name: /admin$/ })
    .first()
    .click({ timeout: 120_000 });
  const approved = page.getByRole('link', { name: /^Approved/ }).or(page.getByRole('tab', { name: /^Approved/ }));
  await approved.first().click();
  await wait(2_000);
  const row = await page.locator(ROW).first().boundingBox();
  if (!row) throw new Error('The list has rows.');
  await page.mouse.move(row.x + row.width / 2, row.y + row.height * 3);
  // What has been scrolled past by then is more than any view holds, so from there on memory has no reason to grow.
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
 * What the window's JavaScript holds on to after collecting garbage, in megabytes.
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
 * @param {{ blank: number[], ours: number[], large: number[] }} times
 * @param {{ blank: number, ours: number, large: number }} memory
 * @param {{ frames: number[], rows: number, heap: { before: number, after: number } }} scrolled
 * @returns {import('../../test/bench/base/report.ts').Findings}
 */
function findings(times, memory, { frames, rows, heap }) {
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
    ],
    tables: [],
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
