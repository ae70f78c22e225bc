import { expect, type Page, test } from 'playwright/test';
import { become, goTo } from './pages.ts';
import { shootBoth } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

const undo = (page: Page) => page.getByRole('region', { name: 'Undo' });
const field = (page: Page) => undo(page).getByRole('textbox');
const settings = (page: Page) =>
  page.evaluate(async () => {
    const answer = await window.desk.settings.get({});
    return answer.ok ? answer.result : null;
  });

/** The settings as an admin sees them. */
async function settingsPage(): Promise<Page> {
  const { page } = desk();
  await become(page, 'Ruth Abelson');
  await goTo(page, 'Settings');
  return page;
}

/** Saves another time, and presses a button before this window learns of it. */
const pressTooLate = (page: Page, seconds: number, button: string) =>
  page.evaluate(
    async ([undoSeconds, text]) => {
      const first = window.desk.settings.update({ undoSeconds });
      const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === text);
      found?.click();
      await first;
    },
    [seconds, button] as const,
  );

test('settings that changed meanwhile are not overwritten: a sentence says so, and the typed value stays', async () => {
  const page = await settingsPage();
  await field(page).fill('9');
  await pressTooLate(page, 7, 'Save the time');
  const refused = undo(page).getByRole('alert');
  await expect(refused).toContainText('The settings were changed meanwhile');
  await expect(undo(page)).toContainText('It is 7 s now.');
  await expect(field(page)).toHaveValue('9 s');
  expect(await settings(page)).toMatchObject({ undoSeconds: 7 });
  await shootBoth(page, 'settings-stale');
  await undo(page).getByRole('button', { name: 'Save the time' }).click();
  await expect(undo(page).getByRole('status')).toHaveText('Saved.');
  await expect(refused).toHaveCount(0);
  expect(await settings(page)).toMatchObject({ undoSeconds: 9 });
});

test('a time that another person saved shows in an untouched field', async () => {
  const page = await settingsPage();
  await page.evaluate(() => window.desk.settings.update({ undoSeconds: 12 }));
  await expect(field(page)).toHaveValue('12 s');
  await expect(undo(page).getByRole('button', { name: 'Save the time' })).toBeDisabled();
});
