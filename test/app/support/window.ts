import { test } from 'playwright/test';
import { type Launched, type LaunchOptions, launchDesk } from './launch.ts';

/**
 * One application for all tests of a file: launched before the first, closed after the last, with a screenshot of
 * whatever fails (under test-results/).
 *
 *     const desk = oneDesk();
 *     test('the inbox shows …', async () => {
 *       const { page } = desk();
 *
 * What a test does is still there for the next. So that each also passes alone and in any order (`npm test -- FILE --alone`,
 * `--reverse`), it begins by choosing who it is and where, and files the requests that it needs; where that is not enough,
 * {@link deskForEach}.
 */
export function oneDesk(options: LaunchOptions = {}): () => Launched {
  const desk = holder();
  test.beforeAll(() => desk.open(options));
  screenshotOfFailures(desk.running);
  test.afterAll(() => desk.close());
  return desk.running;
}

/** An application of its own for each test of a file, for tests that decide what there is or change how the window works. */
export function deskForEach(options: LaunchOptions = {}): () => Launched {
  const desk = holder();
  test.beforeEach(() => desk.open(options));
  screenshotOfFailures(desk.running);
  test.afterEach(() => desk.close());
  return desk.running;
}

function holder() {
  let launched: Launched | null = null;
  test.describe.configure({ mode: 'default' });
  return {
    running(): Launched {
      if (launched === null) throw new Error('The application runs only while the tests of the file do.');
      return launched;
    },
    async open(options: LaunchOptions): Promise<void> {
      launched = await launchDesk(options);
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
