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
 * The tests of the file run in their order and see what the earlier ones did.
 */
export function oneDesk(options: LaunchOptions = {}): () => Launched {
  let launched: Launched | null = null;
  const running = (): Launched => {
    if (launched === null) throw new Error('The application runs only while the tests of the file do.');
    return launched;
  };
  test.describe.configure({ mode: 'default' });
  test.beforeAll(async () => {
    launched = await launchDesk(options);
  });
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the fixtures destructured, and none is used
  test.afterEach(async ({}, info) => {
    if (info.status !== info.expectedStatus) await running().page.screenshot({ path: info.outputPath('failed.png') });
  });
  test.afterAll(async () => {
    await launched?.close();
    launched = null;
  });
  return running;
}
