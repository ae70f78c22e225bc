import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { amount, report } from '../reliability/soak.ts';
import { become } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { killDesk } from './support/deskProcess.ts';
import { copyOf, launchDesk, openAnother, untouchedTraining } from './support/launch.ts';
import { shootBoth } from './support/looks.ts';
import { passphrases } from './support/people.ts';

const KILLS = amount(5, 50);
/** Answers that each window gets between two kills. */
const ANSWERS = 30;

const back = (page: Page) => page.getByRole('alert').filter({ hasText: 'The desk was interrupted and is back.' });

/** Removes a folder after the test. */
function removedLater(folder: string): string {
  folders.push(folder);
  return folder;
}
const emptyFolder = (): string => removedLater(mkdtempSync(join(tmpdir(), 'countersign-interrupted-')));
const trainingFolder = async (): Promise<string> => removedLater(copyOf(await untouchedTraining()));
const folders: string[] = [];
test.afterEach(() => {
  for (const workspace of folders.splice(0)) rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
});

interface Load {
  /** The answers, with the state of the request at that time. */
  readonly answered: { id: string; status: string; decisions: number }[];
  /** The messages of calls that were interrupted. */
  readonly interrupted: string[];
  /** Refusals that the test does not allow. */
  readonly unexpected: string[];
  readonly states: string[];
  stop: boolean;
  ended: Promise<void> | null;
}
declare global {
  interface Window {
    load: Load;
  }
}

/** Makes a window call the desk until `stop` is set: file and cancel requests, or approve waiting ones. */
function startLoad(page: Page, kind: 'file' | 'approve'): Promise<void> {
  return page.evaluate((what) => {
    const load: Load = { answered: [], interrupted: [], unexpected: [], states: [], stop: false, ended: null };
    window.load = load;
    window.deskProcess.onState((state) => load.states.push(state));
    type Given = Awaited<ReturnType<typeof window.desk.requests.submit>>;
    const keep = (given: Given): string | null => {
      if (given.ok) {
        const { id, status, steps } = given.result;
        load.answered.push({ id, status, decisions: steps.flatMap((step) => step.decisions).length });
        return id;
      }
      const { code, message } = given.error;
      if (code === 'WORKSPACE_UNREADABLE' && message.startsWith('The desk was interrupted'))
        load.interrupted.push(message);
      // The request was approved by another person, or by the interrupted call.
      else if (code !== 'NOT_OPEN' && code !== 'NOT_ELIGIBLE') load.unexpected.push(`${code}: ${message}`);
      return null;
    };
    const { requests } = window.desk;
    const file = async (index: number): Promise<void> => {
      const id = keep(
        await requests.submit({ resource: `soaked-${index}-redis`, account: 'admin', durationSeconds: 1800 }),
      );
      if (id !== null && index % 3 === 0) keep(await requests.cancel({ id }));
    };
    const approve = async (): Promise<void> => {
      const page = await requests.list({ waitingOnMe: true, limit: 5 });
      for (const { id } of page.ok ? page.result.items : []) keep(await requests.approve({ id }));
    };
    const go = async (): Promise<void> => {
      for (let index = 0; !load.stop; index += 1) await (what === 'file' ? file(index) : approve());
    };
    load.ended = go();
  }, kind);
}

/** How many answers a window has got. Throws a refusal that the test does not allow. */
const answeredBy = (page: Page): Promise<number> =>
  page.evaluate(() => {
    if (window.load.unexpected.length > 0) throw new Error(window.load.unexpected[0]);
    return window.load.answered.length;
  });

/** Runs in a window. Returns the answers that the desk has lost, wholly or in part. */
async function missingOf(answered: Load['answered']): Promise<string[]> {
  const missing: string[] = [];
  for (const { id, status, decisions } of answered) {
    const now = await window.desk.requests.get({ id });
    const there =
      now.ok &&
      (status === 'open' || now.result.status === status) &&
      now.result.steps.flatMap((step) => step.decisions).length >= decisions;
    const shown = now.ok ? now.result.status : now.error.code;
    if (!there) missing.push(`${id}, answered as ${status} with ${decisions} decisions, is ${shown}`);
  }
  return missing;
}

test('a desk killed under load comes back, the window says so, and every answer is in the ledger', async () => {
  test.setTimeout(KILLS * 60_000 + 120_000);
  const workspace = await trainingFolder();
  const { app, page, close } = await launchDesk({ workspace });
  await become(page, 'Erin Kowalczyk');
  const second = await openAnother(app);
  await become(second, 'Tomás Herrera');
  await startLoad(page, 'file');
  await startLoad(second, 'approve');
  const windows = [page, second];
  const pids = new Set<number>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await Promise.all(windows.map(answeredBy));
    for (const [index, one] of windows.entries())
      await expect
        .poll(() => answeredBy(one), { timeout: 60_000 })
        .toBeGreaterThanOrEqual((before[index] ?? 0) + ANSWERS);
    pids.add(await killDesk(app));
    for (const one of windows) await expect(back(one)).toBeVisible({ timeout: 30_000 });
    if (kill === 0) await shootBoth(page, 'interrupted-and-back');
    for (const one of windows) {
      await back(one).getByRole('button', { name: 'Dismiss' }).click();
      await expect(back(one)).toHaveCount(0);
    }
  }
  expect(pids.size).toBe(KILLS);
  const loads = await Promise.all(
    windows.map((one) =>
      one.evaluate(async () => {
        window.load.stop = true;
        await window.load.ended;
        const { answered, interrupted, unexpected, states } = window.load;
        return { answered, interrupted, unexpected, states };
      }),
    ),
  );
  for (const { unexpected, states } of loads) {
    expect(unexpected).toEqual([]);
    expect(states.filter((state) => state === 'restarting')).toHaveLength(KILLS);
    expect(states.at(-1)).toBe('up');
  }
  const answered = loads.flatMap((load) => load.answered);
  // Each window checks its own answers: the requester may not see all requests of the approver.
  const lost = (
    await Promise.all(windows.map((one, index) => one.evaluate(missingOf, loads[index]?.answered ?? [])))
  ).flat();
  expect(lost).toEqual([]);
  // Members may not verify.
  await become(page, 'Imani Okafor');
  const verified = await page.evaluate(() => window.desk.ledger.verify({}));
  expect(verified).toMatchObject({ ok: true, result: { ok: true, problems: [] } });
  await close();
  report('interruptions', {
    kills: KILLS,
    answered: answered.length,
    interrupted: loads.flatMap((load) => load.interrupted).length,
    lost: lost.length,
    events: verified.ok ? verified.result.length : 0,
  });
});

test('an interrupted real desk asks for the passphrase again, because the keys were in the process', async () => {
  const { app, page, close } = await launchDesk({ workspace: emptyFolder(), real: true });
  const founded = await page.evaluate(async (passphrase) => {
    const workspace = await window.desk.workspace.get({});
    const admin = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };
    const directory = workspace.ok ? workspace.result.directory : '';
    return window.desk.workspace.found({ directory, name: 'Night desk', admin, passphrase });
  }, passphrases.ada);
  expect(founded.ok).toBe(true);
  await expect(page.getByRole('button', { name: /^You are Ada Admin,/ })).toBeVisible();
  await killDesk(app);
  await expect(back(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'Locked. Ada Admin, sign in again.' })).toBeVisible();
  const refused = await page.evaluate(() => window.desk.people.list({}));
  expect(refused).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } });
  await shootBoth(page, 'interrupted-real');
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrases.ada);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^You are Ada Admin,/ })).toBeVisible();
  const verified = await page.evaluate(() => window.desk.ledger.verify({}));
  expect(verified).toMatchObject({ ok: true, result: { ok: true } });
  await close();
});

test('quitting during long reads closes the workspace properly, and another process can write to it', async () => {
  const workspace = await trainingFolder();
  const { app, page } = await launchDesk({ workspace });
  await become(page, 'Imani Okafor');
  const ended = once(app.process(), 'exit');
  // Not awaited: the application ends before the answers.
  await page.evaluate(() => {
    for (let index = 0; index < 5; index += 1) void window.desk.ledger.verify({});
    for (let index = 0; index < 200; index += 1) void window.desk.requests.list({ text: 'a', limit: 100 });
  });
  await app.evaluate(({ app: running }) => setImmediate(() => running.quit()));
  await ended;
  const file = join(workspace, WORKSPACE_FILE);
  expect([`${file}-wal`, `${file}-shm`].filter((beside) => existsSync(beside))).toEqual([]);
  const faults = join(workspace, 'window', 'faults.log');
  expect(existsSync(faults) ? readFileSync(faults, 'utf8') : '').toBe('');
  const [filed] = await startPlayer(workspace).play([
    { as: 'erin', do: 'requests.submit', with: { resource: 'later-redis', account: 'admin', durationSeconds: 1800 } },
  ]);
  expect(filed).toMatchObject({ ok: true });
});

test('a window that the application did not admit is refused, though it has the pages and the bridge', async () => {
  const { app, close } = await launchDesk({ workspace: await trainingFolder() });
  const answer = await app.evaluate(async ({ app: running, BrowserWindow }) => {
    const { join: path } = process.getBuiltinModule('node:path');
    const window = new BrowserWindow({
      show: false,
      webPreferences: { preload: path(running.getAppPath(), 'out', 'preload', 'preload.cjs'), sandbox: true },
    });
    await window.loadURL('app://countersign/');
    const given: unknown = await window.webContents.executeJavaScript('window.desk.session.get({})');
    window.destroy();
    return given;
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  await close();
});
