import { expect, type Page, test } from 'playwright/test';
import { become, countOf, detail, filter, row } from './pages.ts';
import { shoot } from './support/looks.ts';
import { play } from './support/play.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const rows = (page: Page) => page.getByRole('list', { name: 'Requests' }).getByRole('link');
/** Carol Dufresne's inbox with the filter “Open”, all of it shown. */
async function openRequestsOfCarol(): Promise<Page> {
  const { page } = desk();
  await become(page, 'Carol Dufresne');
  await filter(page, 'Open');
  await expect(rows(page)).toHaveCount(await countOf(page, 'Open'));
  return page;
}
const selected = (page: Page) => page.getByRole('region', { name: 'Selected requests' });
const boxes = (page: Page) => page.getByRole('checkbox', { name: /^Select #/ });

test('requests are selected one by one, as a range, and all at once', async () => {
  const page = await openRequestsOfCarol();
  const all = await rows(page).count();
  await boxes(page).nth(1).click();
  await expect(selected(page)).toContainText('1 selected');
  await rows(page)
    .nth(3)
    .click({ modifiers: ['Shift'] });
  await expect(selected(page)).toContainText('3 selected');
  await boxes(page).nth(2).click();
  await expect(selected(page)).toContainText('2 selected');
  await expect(page.locator('[data-request][aria-current]')).toHaveCount(0);
  await selected(page).getByRole('button', { name: 'Select all shown' }).click();
  await expect(selected(page)).toContainText(`${all} selected`);
  await shoot(page, 'selected-light');
  await selected(page).getByRole('button', { name: 'Clear' }).click();
  await expect(selected(page)).toHaveCount(0);
});

test('the dialog lists the requests that cannot be approved with the reason, and then each result', async () => {
  const page = await openRequestsOfCarol();
  for (const box of await boxes(page).all()) await box.check();
  await selected(page).getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  const left = dialog.getByRole('list', { name: 'Left as they are' });
  await expect(left).toContainText('You have approved “Security Review” (step 2) already; it needs others.');
  await expect(left).toContainText('comes first');
  await expect(dialog).toContainText('4 requests will be approved');
  await shoot(page, 'bulk-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'bulk-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('Checked with the on-call.');
  await dialog.getByRole('button', { name: 'Approve 4' }).click();
  await expect(dialog).toContainText('4 approved, 0 refused.');
  await expect(dialog.getByRole('list', { name: 'Results' }).getByRole('listitem')).toHaveCount(4);
  await shoot(page, 'bulk-done');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  // The requests that could not be approved stay selected.
  await expect(selected(page)).toContainText('4 selected');
  await selected(page).getByRole('button', { name: 'Clear' }).click();
  await row(page, 'prod-orders-db', 'postgres').click();
  await expect(detail(page)).toContainText('Checked with the on-call.');
});

test('the open dialog drops a request that another person decides, and nothing is decided twice', async () => {
  const { page, workspace } = desk();
  await become(page, 'Dan Østergaard');
  await expect(rows(page).first()).toBeVisible();
  const [first, second] = await rows(page).evaluateAll((links) =>
    links.map((link) => Number(link.getAttribute('data-request'))),
  );
  await boxes(page).nth(0).click();
  await boxes(page).nth(1).click();
  await selected(page).getByRole('button', { name: 'Reject…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 requests will be rejected');
  await play(workspace, [
    { as: 'frank', do: 'requests.list', with: { number: first }, save: 'one' },
    { as: 'frank', do: 'requests.reject', with: { id: '$one.items.0.id', comment: 'Not today.' } },
  ]);
  await expect(dialog).toContainText('You cannot reject 1 request');
  await expect(dialog.getByRole('list', { name: 'Left as they are' })).toContainText(`#${first}`);
  // The requesters read the reason, so blank and invisible characters do not count as one.
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('\u3164 ');
  await dialog.getByRole('button', { name: 'Reject 1' }).click();
  await expect(dialog).toContainText('Say why you reject them; the requesters read it.');
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Not today either.');
  await dialog.getByRole('button', { name: 'Reject 1' }).click();
  await expect(dialog).toContainText('1 rejected, 0 refused.');
  await expect(dialog.getByRole('list', { name: 'Results' })).toContainText(`#${second}`);
});
