import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { become, goTo } from './pages.ts';
import { shootBoth } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

const events = (page: Page) => page.getByRole('list', { name: 'Events' });
const rows = (page: Page) => events(page).getByRole('listitem');
const filters = (page: Page) => page.getByRole('search', { name: 'Filters' });

async function openLedger(): Promise<Page> {
  const { page } = desk();
  await page.evaluate(() => (window.location.hash = '#/ledger'));
  await become(page, 'Imani Okafor');
  await goTo(page, 'Ledger');
  await expect(rows(page).first()).toBeVisible();
  const clear = filters(page).getByRole('button', { name: 'Clear filters' });
  if (await clear.isVisible()) await clear.click();
  await expect(clear).toHaveCount(0);
  return page;
}

test('the ledger reads as sentences under headings, and its names lead on', async () => {
  const page = await openLedger();
  for (const heading of ['When', 'Who', 'What happened', 'Event'])
    await expect(page.getByText(heading, { exact: true })).toBeVisible();
  await shootBoth(page, 'ledger');

  await filters(page).getByRole('combobox', { name: 'Kind of event' }).click();
  await page.getByRole('option', { name: 'Step approved' }).click();
  const approval = rows(page).filter({ hasText: /approved .*step \d.* of request #\d+: .+ on .+\./ });
  await expect(approval.first()).toBeVisible();
  await shootBoth(page, 'ledger-approvals');
  const request = approval.first().getByRole('link', { name: /^request #\d+$/ });
  const number = ((await request.textContent()) ?? '').replace('request ', '');
  await request.click();
  await expect(page.getByRole('heading', { level: 2 }).or(page.getByText(number)).first()).toBeVisible();
  await expect(page).toHaveURL(/#\/inbox\?.*request=/);
  await page.goBack();
  await expect(approval.first()).toBeVisible();

  await approval.first().getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/people\?text=/);
  await page.goBack();
});

test('the filters hold together, and can be cleared', async () => {
  const page = await openLedger();
  const whole = await page.evaluate(async () => {
    const found = await window.desk.ledger.list({ type: 'request.submitted', limit: 200 });
    return found.ok ? found.result.items.map(({ data }) => data) : [];
  });
  const first = whole[0];
  const [resource, account] = [String(first?.resource), String(first?.account)];
  await filters(page).getByLabel('Resource', { exact: true }).fill(resource);
  await filters(page).getByLabel('Account', { exact: true }).fill(account);
  await expect(rows(page).first()).toContainText(resource);
  await filters(page).getByRole('combobox', { name: 'Kind of event' }).click();
  await page.getByRole('option', { name: 'Request made' }).click();
  const made = whole.filter((data) => data.resource === resource && data.account === account);
  await expect(rows(page)).toHaveCount(made.length);
  await shootBoth(page, 'ledger-filtered');

  await filters(page).getByRole('button', { name: 'Clear filters' }).click();
  await filters(page).getByLabel('Request #').fill('1');
  await expect(rows(page).last()).toContainText('request #1');
  for (const row of await rows(page).all()) await expect(row).toContainText(/request #1\b/i);

  await filters(page).getByRole('button', { name: 'Clear filters' }).click();
  await filters(page).getByLabel('Up to this day').fill('2001-01-01');
  await expect(page.getByText('No event matches.')).toBeVisible();
  await filters(page).getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows(page).first()).toBeVisible();
  await filters(page).getByRole('searchbox', { name: 'Words of a request, names' }).fill('nothing is called this');
  await expect(page.getByText('No event matches.')).toBeVisible();
});

test('the technical form opens by the keyboard alone', async () => {
  const page = await openLedger();
  const technical = rows(page)
    .first()
    .getByRole('button', { name: /^Event [\d,]+: technical form$/ });
  await filters(page).getByLabel('Up to this day').focus();
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    if (await technical.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(technical).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(technical).toHaveAttribute('aria-expanded', 'true');
  await expect(rows(page).first()).toContainText(/[0-9a-f]{64}/);
  await shootBoth(page, 'ledger-technical');
  await page.keyboard.press('Enter');
  await expect(rows(page).first()).not.toContainText(/[0-9a-f]{64}/);
});

test('the result of a check is printed and kept', async () => {
  const page = await openLedger();
  const { app } = desk();
  const folder = mkdtempSync(join(tmpdir(), 'countersign-check-'));
  const file = join(folder, 'check.txt');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Verify the ledger' }).click();
  await expect(page.getByRole('dialog')).toContainText('The ledger is intact', { timeout: 60_000 });
  await shootBoth(page, 'ledger-check');
  const opened = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Print or save the result…' }).click();
  const printed = await opened;
  await expect(printed.getByRole('button', { name: 'Print' })).toBeVisible();
  await printed.screenshot({ path: test.info().outputPath('ledger-check-page.png') });
  await printed.getByRole('button', { name: 'Save…' }).click();
  await expect.poll(() => read(file)).toContain('The ledger was intact');
  const text = read(file);
  for (const line of [/^Checked by: Imani Okafor/m, /^Started: \d{4}-\d\d-\d\d/m, /^Checked: Every event/m])
    expect(text).toMatch(line);
  const closed = printed.waitForEvent('close');
  await printed.getByRole('button', { name: 'Done' }).click();
  await closed;
  rmSync(folder, { recursive: true, force: true });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
