import { expect, type Page, test } from 'playwright/test';
import { done, goTo, tabToButton } from './pages.ts';
import { shootBoth } from './support/looks.ts';
import { printedPageOf } from './support/printedPages.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk({ real: true });
const PASSPHRASE = 'ada keeps seven violet herons';

const step = (page: Page, title: string) =>
  page
    .getByRole('list', { name: 'First steps' })
    .getByRole('listitem')
    .filter({ has: page.getByText(title, { exact: true }) });
const place = (page: Page) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^First steps/ });

test('the first steps tick themselves, lead to their places, and can be put away and found again', async () => {
  test.slow();
  const { app, page } = desk();
  await test.step('an admin who has just founded a desk sees them', async () => {
    const kit = app.waitForEvent('window');
    await page.evaluate(async (passphrase) => {
      const found = await window.desk.workspace.get({});
      const directory = found.ok ? found.result.directory : '';
      const admin = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };
      await window.desk.workspace.found({ directory, name: 'Night desk', admin, passphrase });
    }, PASSPHRASE);
    await done(await kit);
    await page.reload();
    await place(page).click();
    await expect(page.getByText('0 of 7 done')).toBeVisible();
    await shootBoth(page, 'first-steps-new');
  });

  await test.step('by mouse: a line leads to its place, and ticks itself', async () => {
    await step(page, 'Groups').getByRole('link', { name: 'Create a group' }).click();
    await page.getByRole('button', { name: 'Create a group' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('owners');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(place(page)).toContainText('1/7');
    await place(page).click();
    await expect(step(page, 'Groups')).toContainText('done');
  });

  await test.step('a second admin counts once they have a key', async () => {
    const code = await printedPageOf(
      app,
      () =>
        page.evaluate(async () => {
          const bea = { username: 'bea', name: 'Bea Brook', email: 'bea@example.test', role: 'admin' as const };
          const made = await window.desk.people.create(bea);
          if (made.ok) await window.desk.people.issueCode({ id: made.result.id });
          const cyd = { username: 'cyd', name: 'Cyd Cliff', email: 'cyd@example.test', role: 'member' as const };
          await window.desk.people.create(cyd);
          await window.desk.accounts.import({ rows: [{ resource: 'prod-1', account: 'root' }] });
        }),
      'One-time code',
    );
    await expect(step(page, 'A second admin')).toContainText('to do');
    await expect(page.getByText('3 of 7 done')).toBeVisible();
    await page.evaluate(
      async ({ given, passphrase }) => {
        await window.desk.session.enrol({ username: 'bea', code: given, passphrase: 'bea folds forty paper lanterns' });
        await window.desk.session.signIn({ username: 'ada', passphrase });
      },
      { given: code, passphrase: PASSPHRASE },
    );
    await page.reload();
    await place(page).click();
    await expect(step(page, 'A second admin')).toContainText('done');
    await expect(page.getByText('4 of 7 done')).toBeVisible();
    await shootBoth(page, 'first-steps-half');
  });

  await test.step('by keyboard: they are put away, and found again from the settings', async () => {
    await tabToButton(page, page.getByRole('button', { name: 'Put away' }));
    await page.keyboard.press('Enter');
    await expect(place(page)).toHaveCount(0);
    await expect(page.getByText('The list is put away')).toBeVisible();
    await goTo(page, 'Settings');
    const back = page.getByRole('link', { name: 'Go to the first steps' });
    await back.focus();
    await page.keyboard.press('Enter');
    await tabToButton(page, page.getByRole('button', { name: 'Show in the navigation' }));
    await page.keyboard.press('Enter');
    await expect(place(page)).toBeVisible();
    await goTo(page, 'Settings');
    await shootBoth(page, 'first-steps-settings');
  });
});
