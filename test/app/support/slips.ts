import type { ElectronApplication } from 'playwright/test';
import { done } from '../hands.ts';

/** What a page of the main process's own says beside a label, opened by an act; and closes it again. */
export async function slipOf(app: ElectronApplication, act: () => Promise<unknown>, label: string): Promise<string> {
  const opened = app.waitForEvent('window');
  const acting = act();
  const slip = await opened;
  const value = await slip.locator(`dt:text-is("${label}") + dd`).innerText();
  await done(slip);
  await acting;
  return value;
}
