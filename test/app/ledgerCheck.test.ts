import { rmSync } from 'node:fs';
import { expect, type Page, test } from 'playwright/test';
import { cachedWorkspace } from '../support/generator/cached.ts';
import { become, goTo } from './pages.ts';
import { copyOf, type Launched, launchDesk } from './support/launch.ts';
import { shootBoth } from './support/looks.ts';

const strip = (page: Page) => page.getByRole('region', { name: 'Check of the ledger' });
const bar = (page: Page) => strip(page).getByRole('progressbar', { name: 'Events checked' });

test.describe.configure({ mode: 'default', timeout: 180_000 });

// A ledger so long that its check lasts until the test has looked at it.
let desk: Launched;
test.beforeAll(async () => {
  desk = await launchDesk({ workspace: copyOf(await cachedWorkspace({ requests: 6_000, days: 60, people: 200 })) });
});
test.afterAll(async () => {
  await desk.close();
  rmSync(desk.workspace, { recursive: true, force: true, maxRetries: 5 });
});

const dialog = (page: Page) => page.getByRole('dialog');

test('a mark is kept of a whole check, and the next one begins there', async () => {
  const { page } = desk;
  await become(page, 'Imani Okafor');
  await goTo(page, 'Ledger');
  await expect(page.getByRole('button', { name: /^Verify since/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Verify the ledger' }).click();
  await expect(dialog(page)).toContainText('Every event was checked.', { timeout: 60_000 });
  await dialog(page).getByRole('button', { name: 'Keep a mark' }).click();
  await expect(dialog(page)).toContainText('Your mark is kept.');
  await shootBoth(page, 'mark-kept');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);

  await page.getByRole('button', { name: /^Verify since event [\d,]+$/ }).click();
  await expect(dialog(page)).toContainText(/Checked from event [\d,]+ on/, { timeout: 60_000 });
  await expect(dialog(page)).toContainText('The ledger is intact');
  await shootBoth(page, 'mark-checked');
  await dialog(page).getByRole('button', { name: 'Check every event' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(dialog(page)).toContainText('Every event was checked.', { timeout: 60_000 });
  await page.keyboard.press('Escape');

  // Another person has no mark.
  const other = await page.evaluate(async () => {
    const answer = await window.desk.session.get({});
    const personas = answer.ok ? answer.result.personas : [];
    const alike = (name: string) => personas.filter((one) => one.name.startsWith(name)).length;
    return personas.find(({ role, name }) => role !== 'member' && name !== 'Imani Okafor' && alike(name) === 1)?.name;
  });
  await become(page, other ?? '');
  await goTo(page, 'Ledger');
  await expect(page.getByRole('button', { name: 'Verify the ledger' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Verify since/ })).toHaveCount(0);
});

test('a check shows how far it is, goes on while one is on another page, and ends at once when it is cancelled', async () => {
  const { page } = desk;
  await become(page, 'Imani Okafor');
  await goTo(page, 'Ledger');

  await test.step('it counts the events', async () => {
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await expect(strip(page)).toContainText(/^[\d,]+ of [\d,]+ events/);
    await expect(bar(page)).toHaveAttribute('max', /^\d{4,}$/);
    await shootBoth(page, 'check-running');
  });

  await test.step('it is still there after a visit to another page', async () => {
    await goTo(page, 'People');
    await goTo(page, 'Ledger');
    await expect(page.getByRole('dialog').or(strip(page)).first()).toBeVisible();
    await expect(page.getByRole('dialog')).toContainText('The ledger is intact', { timeout: 60_000 });
    await expect(strip(page)).toHaveCount(0);
    await shootBoth(page, 'check-done');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await goTo(page, 'People');
    await goTo(page, 'Ledger');
    await expect(page.getByRole('list', { name: 'Events' })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('it is cancelled', async () => {
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await strip(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(strip(page)).toContainText(/^Cancelled/);
    await expect(page.getByRole('button', { name: 'Verify the ledger' })).toBeEnabled();
    await shootBoth(page, 'check-cancelled');
    await strip(page).getByRole('button', { name: 'Close' }).click();
    await expect(strip(page)).toHaveCount(0);
  });
});
