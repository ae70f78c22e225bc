import type { ElectronApplication } from 'playwright/test';
import { done } from '../pages.ts';

/** What a page of the main process's own says beside a label, opened by an act; and closes it again. */
export async function printedPageOf(
  app: ElectronApplication,
  act: () => Promise<unknown>,
  label: string,
): Promise<string> {
  const opened = app.waitForEvent('window');
  const acting = act();
  const printedPage = await opened;
  const value = await printedPage.locator(`dt:text-is("${label}") + dd`).innerText();
  await done(printedPage);
  await acting;
  return value;
}
