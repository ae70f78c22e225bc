import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { actions, become, goTo, pending, row, tabToButton } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { shootBoth } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();
const PASSPHRASE = 'ada keeps seven violet herons';
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Open another desk' });

/** Chooses an item of the File menu. */
const fileMenu = (app: ElectronApplication, label: string) =>
  app.evaluate(({ Menu, BrowserWindow }, wanted) => {
    const file = Menu.getApplicationMenu()?.items.find((item) => item.label === '&File');
    const item = file?.submenu?.items.find((one) => one.label === wanted);
    item?.click({}, BrowserWindow.getAllWindows()[0], {});
  }, label);

test('another desk is opened from the File menu and from the sign-in page, after undecided decisions were asked about', async () => {
  test.slow();
  const { app, page, workspace } = desk();
  const real = mkdtempSync(join(tmpdir(), 'countersign-real-'));
  const gone = join(real, 'gone');
  try {
    await test.step('a real desk is founded in place of the training desk, and another one that goes away', async () => {
      await become(page, 'Tomás Herrera');
      for (const [directory, name] of [
        [gone, 'Old desk'],
        [real, 'Night desk'],
      ] as const) {
        await page.evaluate(
          async ({ directory, name, passphrase, workspace }) => {
            const { workspace: host } = window.desk;
            await host.leave({});
            const admin = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };
            await host.found({ directory, name, admin, passphrase });
            await host.open({ directory: workspace, leaving: true });
          },
          { directory, name, passphrase: PASSPHRASE, workspace },
        );
      }
      rmSync(gone, { recursive: true });
      await page.reload();
      await become(page, 'Tomás Herrera');
    });

    await test.step('by mouse: a decision that is not signed is asked about first', async () => {
      await page.evaluate(() => window.desk.settings.update({ undoSeconds: 30 }));
      await startPlayer(workspace).play([
        {
          as: 'erin',
          do: 'requests.submit',
          with: { resource: 'left-redis', account: 'admin', durationSeconds: 1800 },
        },
      ]);
      await goTo(page, 'Inbox');
      await row(page, 'left-redis', 'admin').click();
      await actions(page).getByRole('button', { name: 'Approve' }).click();
      await expect(pending(page)).toContainText('Nothing is signed yet.');
      await fileMenu(app, '&Open Another Desk…');
      const dialog = dialogOf(page);
      await expect(dialog.getByRole('listitem')).toHaveCount(3);
      await expect(dialog.getByRole('listitem').filter({ hasText: 'Old desk' })).toContainText(
        'There is no desk in this folder any more.',
      );
      await shootBoth(page, 'other-desk');
      await dialog.getByRole('button', { name: /^Open Night desk in / }).click();
      const question = page.getByRole('dialog', { name: 'Leave without deciding?' });
      await shootBoth(page, 'other-desk-undecided');
      await question.getByRole('button', { name: 'Stay' }).click();
      await expect(pending(page)).toContainText('Nothing is signed yet.');
      await expect(dialog).toHaveCount(0);
      await fileMenu(app, '&Open Another Desk…');
      await dialog.getByRole('button', { name: /^Open Night desk in / }).click();
      await question.getByRole('button', { name: 'Leave without deciding' }).click();
      await expect(page.getByRole('heading', { name: 'Night desk' })).toBeVisible();
      await expect(page.getByRole('textbox', { name: 'Username' })).toBeFocused();
    });

    await test.step('a folder without a desk is removed from the list on the sign-in page', async () => {
      await shootBoth(page, 'sign-in-other-desk');
      await page.getByRole('button', { name: 'Open another desk…' }).click();
      const dialog = dialogOf(page);
      await dialog.getByRole('button', { name: /^Remove Old desk in .* from this list$/ }).click();
      await expect(dialog.getByRole('listitem')).toHaveCount(2);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    });

    await test.step('by keyboard: from the sign-in page back to training, where nothing was signed', async () => {
      await page.getByRole('button', { name: 'Open another desk…' }).focus();
      await page.keyboard.press('Enter');
      await tabToButton(page, dialogOf(page).getByRole('button', { name: /^Open Training in / }));
      await page.keyboard.press('Enter');
      await expect(
        page.getByRole('heading', { name: 'Who are you?' }).or(page.getByTestId('training-clock')).first(),
      ).toBeVisible();
      await become(page, 'Tomás Herrera');
      await row(page, 'left-redis', 'admin').click();
      await expect(actions(page).getByRole('button', { name: 'Approve' })).toBeVisible();
    });

    await test.step('the File menu opens training from a real desk', async () => {
      await page.evaluate((directory) => window.desk.workspace.open({ directory, leaving: true }), real);
      await expect(page.getByRole('heading', { name: 'Night desk' })).toBeVisible();
      await fileMenu(app, 'Open &Training');
      await expect(page.getByTestId('training-clock')).toBeVisible();
    });
  } finally {
    for (const folder of [real, `${workspace}-training`])
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
