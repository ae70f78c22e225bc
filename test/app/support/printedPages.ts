import type { ElectronApplication } from 'playwright/test';
import { done } from '../pages.ts';

/** Does what opens a printed page. Returns the value beside a label on it, and closes the page. */
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
