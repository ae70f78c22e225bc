import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { goTo } from './pages.ts';
import { launchDesk } from './support/launch.ts';
import { shootBoth } from './support/looks.ts';

const PASSPHRASE = 'ada keeps seven violet herons';

test('the settings report the desk key of another desk, and an admin replaces it', async () => {
  const [workspace, other] = ['desk', 'other'].map((name) => mkdtempSync(join(tmpdir(), `countersign-${name}-`)));
  if (workspace === undefined || other === undefined) throw new Error('Two folders were made.');
  for (const directory of [workspace, other]) {
    const launched = await launchDesk({ workspace: directory, real: true });
    const founded = await launched.page.evaluate(
      async ([folder, passphrase]) => {
        const admin = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };
        return window.desk.workspace.found({ directory: folder, name: 'Night desk', admin, passphrase });
      },
      [directory, PASSPHRASE] as const,
    );
    expect(founded.ok).toBe(true);
    await launched.close();
  }
  const file = join(workspace, 'keys', 'desk.json');
  copyFileSync(join(other, 'keys', 'desk.json'), file);
  const { page, close } = await launchDesk({ workspace, real: true });
  try {
    await page.getByRole('textbox', { name: 'Username' }).fill('ada');
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await goTo(page, 'Settings');
    const keys = page.getByRole('region', { name: 'Keys', exact: true });
    await expect(keys).toContainText('The desk key at this workstation is a different one');
    await expect(keys).toContainText('keys/desk.json');
    await keys.scrollIntoViewIfNeeded();
    await shootBoth(page, 'settings-key-of-another-desk');
    const foreign = readFileSync(file, 'utf8');
    await keys.getByRole('button', { name: 'New key for the desk…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make the key' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(keys).not.toContainText('a different one');
    await expect(keys).toContainText(/Kept (by the system|in a file)/);
    expect(readFileSync(file, 'utf8')).not.toBe(foreign);
    const checked = await page.evaluate(() => window.desk.ledger.verify({}));
    expect(checked).toMatchObject({ ok: true, result: { ok: true } });
  } finally {
    await close();
    for (const directory of [workspace, other]) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
});
