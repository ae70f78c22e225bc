import { expect, type Page, test } from 'playwright/test';
import { tabToButton } from './pages.ts';
import { moveClock } from './support/clock.ts';
import { shootBoth } from './support/looks.ts';
import { printedPageOf } from './support/printedPages.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk({ real: true, clock: true });
const passphrase = 'ada keeps seven violet herons';
const DAY = 86_400;

const eventTypes = (page: Page) =>
  page.evaluate(async () => {
    const answer = await window.desk.ledger.list({});
    return answer.ok ? answer.result.items.map(({ type }) => type) : [];
  });

async function signIn(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Username' }).fill('ada');
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^You are / })).toBeVisible();
}

test('a clock that leapt ahead is confirmed by signing in after a weekend, and by an admin after 40 days', async () => {
  test.slow();
  const { app, page } = desk();
  await test.step('after a weekend the sign-in page shows the clock of the machine, and signing in confirms it', async () => {
    await printedPageOf(
      app,
      () =>
        page.evaluate(async (given) => {
          const workspace = await window.desk.workspace.get({});
          const admin = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };
          const directory = workspace.ok ? workspace.result.directory : '';
          await window.desk.workspace.found({ directory, name: 'Night desk', admin, passphrase: given });
        }, passphrase),
      'Recovery code',
    );
    await page.evaluate(() => window.desk.session.signOut({}));
    await moveClock(app, 3 * DAY);
    await page.reload();
    const clock = page.getByRole('region', { name: 'The clock of this machine' });
    await expect(clock).toContainText('3 days ahead of the newest entry of the ledger');
    await expect(clock).toContainText('sign in: that confirms them');
    await shootBoth(page, 'sign-in-clock-leapt');
    await signIn(page);
    await expect(page.getByText('ahead of the newest entry')).toHaveCount(0);
    expect((await eventTypes(page))[0]).toBe('clock.confirmed');
  });

  await test.step('a clock set 40 days ahead during work ends nothing, and an admin confirms it with the keyboard', async () => {
    await moveClock(app, 43 * DAY);
    await expect(page.getByText('Locked. Ada Admin, sign in again.')).toBeVisible();
    await page.getByRole('heading', { name: 'Night desk' }).click();
    // The desk has locked itself. A sign-in that bypasses this page does not confirm the clock.
    await page.evaluate((given) => window.desk.session.signIn({ username: 'ada', passphrase: given }), passphrase);
    await page.reload();
    const banner = page.getByText('ahead of the newest entry of the ledger');
    await expect(banner).toBeVisible();
    await shootBoth(page, 'clock-banner');
    await tabToButton(page, page.getByRole('button', { name: 'The clock is right now' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Is the clock of this machine right?' });
    await expect(dialog).toContainText('This machine says');
    await shootBoth(page, 'clock-confirm');
    await tabToButton(page, dialog.getByRole('button', { name: 'Yes, the clock is right' }));
    await page.keyboard.press('Enter');
    await expect(banner).toHaveCount(0);
    expect((await eventTypes(page)).filter((type) => type === 'clock.confirmed')).toHaveLength(2);
  });
});
