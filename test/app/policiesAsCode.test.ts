import { expect, type Page, test } from 'playwright/test';
import { become, done, filter, goTo, pick } from './pages.ts';
import { shoot } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const box = (page: Page) => page.getByRole('textbox', { name: 'Or paste the policies' });
const plan = (page: Page) => page.getByRole('region', { name: 'Plan' });
const apply = (page: Page) => page.getByRole('button', { name: 'Apply', exact: true });
const history = (page: Page) => page.getByRole('region', { name: 'History' });
const policy = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Policies' }).getByRole('link').filter({ hasText: name }).first();

/** The policies of the desk as text. */
async function exportedBy(page: Page): Promise<string> {
  const answer = await page.evaluate(() => window.desk.policies.export({}));
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.result.yaml;
}

/** The page for importing policies, as an admin sees it. */
async function importPage(): Promise<Page> {
  const { page } = desk();
  await become(page, 'Imani Okafor');
  await goTo(page, 'Policies');
  await page.getByRole('link', { name: 'Import…' }).click();
  return page;
}

test('an admin exports all policies or some of them as text, copies the text, and saves it', async () => {
  const { app, page } = desk();
  await become(page, 'Imani Okafor');
  await goTo(page, 'Policies');
  await page.getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export policies' });
  const text = dialog.getByRole('textbox', { name: /as YAML/ });
  await expect(text).toHaveValue(/^# TRAINING: [\s\S]*apiVersion: countersign\/v1\nkind: PolicySet\n/);
  const exported = await text.inputValue();
  expect(exported).toBe(await exportedBy(page));
  await shoot(page, 'policies-export');

  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(exported);

  await pick(page, dialog.getByRole('combobox', { name: 'Which policies' }), 'payroll');
  await expect(text).toHaveValue(/^(?:(?!- name: domain)[\s\S])*- name: payroll\n(?:(?!- name: domain)[\s\S])*$/);

  const [printedPage] = await Promise.all([
    app.waitForEvent('window'),
    dialog.getByRole('button', { name: 'Save…' }).click(),
  ]);
  await expect(printedPage.getByRole('heading', { name: /^Policies of / })).toBeVisible();
  await expect(printedPage.getByRole('button', { name: 'Save…' })).toBeVisible();
  await done(printedPage);
  await expect(dialog).toHaveCount(0);
});

test('a file with a mistake names its line, and cannot be applied', async () => {
  const page = await importPage();
  const exported = await exportedBy(page);
  await expect(plan(page)).toContainText('Nothing to import yet.');
  await box(page).fill(exported.replace('group: security', 'group: secret'));
  await expect(plan(page)).toContainText('1 problem: nothing can be applied until it is fixed.');
  const line = exported.split('\n').findIndex((text) => text.includes('group: security')) + 1;
  const first = plan(page).getByRole('listitem').first();
  await expect(first).toContainText('There is no group named “secret”.');
  await expect(apply(page)).toBeDisabled();
  await shoot(page, 'policies-import-problem');

  await first.getByRole('button', { name: `line ${line}` }).press('Enter');
  const selected = await box(page).evaluate((area: HTMLTextAreaElement) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  expect(selected.trim()).toBe('- group: secret');
});

test('an exported file changes nothing; with another value it is planned, applied, and found in the history', async () => {
  const page = await importPage();
  const exported = await exportedBy(page);
  await box(page).fill(exported);
  await expect(plan(page)).toContainText(
    'Nothing would change: the policies of the desk are the same as in this file.',
  );
  await expect(apply(page)).toBeDisabled();

  await box(page).fill(exported.replace('maxSeconds: 14400 # 4 h', 'maxSeconds: 5400'));
  const changed = plan(page).getByRole('list', { name: 'What changes in cluster-root' });
  await expect(changed.getByRole('listitem')).toHaveText([
    'changed The longest duration changes from 4 h to 1 h 30 min.',
  ]);
  await shoot(page, 'policies-import-plan');
  await apply(page).click();
  await expect(page.getByRole('status')).toContainText('Import complete: 1 changed, 5 unchanged.');
  await page.getByRole('link', { name: 'Go to policies' }).click();

  await policy(page, 'cluster-root').click();
  const rows = history(page).getByRole('row');
  await expect(rows.nth(1)).toContainText('Version 2 changed');
  await expect(rows.nth(1)).toContainText('Imani Okafor');
  const changes = history(page).getByRole('list', { name: 'From version 1 to version 2' });
  await expect(changes.getByRole('listitem')).toHaveText([
    'changed The longest duration changes from 4 h to 1 h 30 min.',
  ]);
  await shoot(page, 'policy-history');

  await page.getByRole('button', { name: 'Archive…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await filter(page, 'Archived');
  await policy(page, 'cluster-root').click();
  await expect(rows.nth(1)).toContainText('Archived');
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(rows.nth(1)).toContainText('Restored');

  await history(page).getByRole('radio', { name: 'Compare from version 1' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(history(page).getByRole('status')).toHaveText('From version 2 to version 2: no changes.');
  await history(page).getByRole('radio', { name: 'Compare to version 2' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(history(page).getByRole('list', { name: 'From version 2 to version 1' })).toContainText(
    'The longest duration changes from 1 h 30 min to 4 h.',
  );

  // An auditor reads the history and exports policies, but cannot import any.
  await page.emulateMedia({ colorScheme: 'dark' });
  await become(page, 'Oleg Marchenko');
  await goTo(page, 'Policies');
  await expect(page.getByRole('button', { name: 'Export…' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Import…' })).toHaveCount(0);
  await policy(page, 'cluster-root').click();
  await expect(history(page).getByRole('row').nth(1)).toContainText('Restored');
  await shoot(page, 'policy-history-dark');
});
