import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { done, goTo, tabToButton } from './pages.ts';
import { shootBoth } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

// On a real desk, because people of a training desk have no keys of their own.
const desk = oneDesk({ real: true });
const PASSPHRASE = 'ada keeps seven violet herons';
const NEWCOMERS = ['bob', 'carol', 'dan', 'eve', 'fay'];

const codesDialog = (page: Page) => page.getByRole('dialog', { name: 'One-time codes for many people' });

test('one-time codes for many at once are chosen, printed on one sheet, and saved as one PDF after a warning', async () => {
  test.slow();
  const { app, page, workspace } = desk();
  await test.step('a desk with five newcomers is founded', async () => {
    const kit = app.waitForEvent('window');
    await page.evaluate(
      async ({ passphrase, newcomers }) => {
        const found = await window.desk.workspace.get({});
        const directory = found.ok ? found.result.directory : '';
        const admin = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };
        await window.desk.workspace.found({ directory, name: 'Night desk', admin, passphrase });
        for (const username of newcomers) {
          const name = `${username.slice(0, 1).toUpperCase()}${username.slice(1)} Example`;
          await window.desk.people.create({ username, name, email: `${username}@example.test`, role: 'member' });
        }
      },
      { passphrase: PASSPHRASE, newcomers: NEWCOMERS },
    );
    await done(await kit);
    await page.reload();
    await goTo(page, 'People');
  });

  await test.step('by mouse: three of the five get a code that is valid for three days', async () => {
    await page.getByRole('link', { name: 'No code yet' }).click();
    await expect(page.getByRole('listitem')).toHaveCount(5);
    await shootBoth(page, 'people-no-code-yet');
    await page.getByRole('button', { name: 'One-time codes…' }).click();
    const dialog = codesDialog(page);
    await expect(dialog).toContainText('5 of 5 chosen');
    await dialog.getByRole('checkbox', { name: 'Eve Example' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Fay Example' }).uncheck();
    await dialog.getByLabel('Each code can be used for').selectOption('3 days');
    await shootBoth(page, 'codes-choose');
    const opened = app.waitForEvent('window');
    await dialog.getByRole('button', { name: 'Issue 3 codes' }).click();
    const sheet = await opened;
    await expect(sheet.getByRole('heading', { name: 'One-time codes for 3 people' })).toBeVisible();
    await expect(sheet.getByRole('heading', { level: 2 })).toHaveText([
      'One-time code for Bob Example',
      'One-time code for Carol Example',
      'One-time code for Dan Example',
    ]);
    await sheet.screenshot({ path: test.info().outputPath('codes-sheet-light.png') });
    await sheet.emulateMedia({ colorScheme: 'dark' });
    await sheet.screenshot({ path: test.info().outputPath('codes-sheet-dark.png') });

    // The window itself never gets a code.
    const codes = await sheet.locator('dt:text-is("One-time code") + dd').allInnerTexts();
    expect(codes).toHaveLength(3);
    for (const code of codes) expect(await page.content()).not.toContain(code);

    await test.step('the sheet is saved only after the warning', async () => {
      const file = join(workspace, 'codes.pdf');
      await app.evaluate(({ dialog: system }, filePath) => {
        system.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
        system.showSaveDialog = async () => {
          throw new Error('The warning was not heard.');
        };
        Object.assign(globalThis, { savedTo: filePath });
      }, file);
      await sheet.getByRole('button', { name: 'Save as PDF…' }).click();
      const warnings: string = await app.evaluate(async ({ dialog: system }, filePath) => {
        const shown = await new Promise<string>((heard) => {
          system.showMessageBox = async (...given: unknown[]) => {
            heard(JSON.stringify(given.at(-1)));
            return { response: 0, checkboxChecked: false };
          };
          system.showSaveDialog = async () => ({ canceled: false, filePath });
          heard('');
        });
        return shown;
      }, file);
      expect(warnings).toBe('');
      await sheet.getByRole('button', { name: 'Save as PDF…' }).click();
      await expect.poll(() => statSync(file, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(1_000);
      expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
      expect(statSync(file).mode & 0o777).toBe(0o600);
    });
    await done(sheet);
    const result = page.getByRole('dialog', { name: '3 codes are issued' });
    await shootBoth(page, 'codes-issued');
    await result.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(page.getByRole('listitem')).toHaveCount(2);
  });

  await test.step('by keyboard: everyone without a code yet gets one', async () => {
    await page.getByRole('link', { name: 'Code not used yet' }).press('Enter');
    await expect(page.getByRole('listitem')).toHaveCount(3);
    const opener = page.getByRole('button', { name: 'One-time codes…' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = codesDialog(page);
    await expect(dialog).toContainText('2 of 5 chosen');
    const opened = app.waitForEvent('window');
    await tabToButton(page, dialog.getByRole('button', { name: 'Issue 2 codes' }));
    await page.keyboard.press('Enter');
    await done(await opened);
    await page.getByRole('dialog', { name: '2 codes are issued' }).press('Escape');
    await page.getByRole('link', { name: 'No code yet' }).press('Enter');
    await expect(page.getByText('Everyone has a code or a key.')).toBeVisible();
  });
});
