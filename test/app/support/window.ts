import { rmSync } from 'node:fs';
import { test } from 'playwright/test';
import { copyOf, type Launched, type LaunchOptions, launchDesk, untouchedTraining } from './launch.ts';

/**
 * One application and one workspace for all tests of a file, for tests that only read:
 *
 *     const desk = oneDesk();
 *     test('the inbox shows …', async () => {
 *       const { page } = desk();
 *
 * Each test passes alone and in any order (`npm test -- FILE --alone`, `--reverse`), so it begins by choosing a person and a
 * page. A test that changes what another one reads needs {@link deskForEach}.
 */
export function oneDesk(options: LaunchOptions = {}): () => Launched {
  const desk = holder();
  test.beforeAll(async () => desk.hold(await launchDesk(options)));
  screenshotOfFailures(desk.running);
  test.afterAll(() => desk.close());
  return desk.running;
}

/**
 * One application for all tests of a file, and an untouched training workspace for each test. Opening a copy in the running
 * application takes a fraction of a second; starting Electron takes several.
 *
 * @param prepare changes the workspace once for the whole file, before it is copied for each test
 */
export function deskForEach(prepare?: (workspace: string) => Promise<void>): () => Launched {
  const desk = holder();
  const folders: string[] = [];
  const copied = (workspace: string): string => {
    const copy = copyOf(workspace);
    folders.push(copy);
    return copy;
  };
  let prepared: string | null = null;
  let fresh = false;
  test.beforeAll(async () => {
    prepared = await untouchedTraining();
    if (prepare !== undefined) {
      prepared = copied(prepared);
      await prepare(prepared);
    }
    desk.hold(await launchDesk({ workspace: copied(prepared) }));
    fresh = true;
  });
  test.beforeEach(async () => {
    if (!fresh && prepared !== null) desk.hold(await reopened(desk.running(), copied(prepared)));
    fresh = false;
  });
  screenshotOfFailures(desk.running);
  test.afterAll(async () => {
    await desk.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return desk.running;
}

/** The same application with another training workspace open and a page that has just loaded. */
async function reopened(launched: Launched, workspace: string): Promise<Launched> {
  const { page } = launched;
  await page.evaluate(async (directory) => {
    const { workspace: host } = window.desk;
    for (const answer of [await host.leave({}), await host.open({ directory })])
      if (!answer.ok) throw new Error(answer.error.message);
  }, workspace);
  await page.emulateMedia({ colorScheme: null });
  // The address without its # loads the page again.
  await page.goto('app://countersign/');
  return { ...launched, workspace };
}

function holder() {
  let launched: Launched | null = null;
  test.describe.configure({ mode: 'default' });
  return {
    running(): Launched {
      if (launched === null) throw new Error('The application runs only while the tests of the file do.');
      return launched;
    },
    hold(next: Launched): void {
      launched = next;
    },
    async close(): Promise<void> {
      await launched?.close();
      launched = null;
    },
  };
}

function screenshotOfFailures(running: () => Launched): void {
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the fixtures destructured, and none is used
  test.afterEach(async ({}, info) => {
    if (info.status !== info.expectedStatus) await running().page.screenshot({ path: info.outputPath('failed.png') });
  });
}
