import { expect, type Page, test } from 'playwright/test';
import {
  actions,
  become,
  countOf,
  decideNow,
  detail,
  filter,
  filterField,
  filterLink,
  goTo,
  row,
  settled,
} from './pages.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();
const statuses = ['Open', 'Approved', 'Rejected', 'Cancelled', 'Expired'];

const rows = () => desk().page.getByRole('list', { name: 'Requests' }).getByRole('link');
const current = () => desk().page.locator('[data-request][aria-current]');
/** An open request that Carol Dufresne can decide. */
async function requestForCarol(): Promise<Page> {
  const { page } = desk();
  await become(page, 'Carol Dufresne');
  await filter(page, 'Open');
  await row(page, 'prod-orders-db', 'postgres').click();
  await expect(detail(page)).toContainText('OPS-311');
  return page;
}
const numberOf = async (index: number) => Number(await rows().nth(index).getAttribute('data-request'));

test('each of the five filters by status shows as many requests as its count says', async () => {
  const { page } = desk();
  await become(page, 'Oleg Marchenko');
  for (const status of statuses) {
    const count = await countOf(page, status);
    expect(count).toBeGreaterThan(0);
    await filter(page, status);
    await expect(page.getByRole('list', { name: 'Requests' }).getByRole('listitem').first()).toHaveAttribute(
      'aria-setsize',
      String(count),
    );
    const words = { Open: /waiting|stuck/, Approved: /approved|break-glass/ }[status] ?? new RegExp(status, 'i');
    await expect(rows().first()).toContainText(words);
  }
});

test('the inbox begins with the requests that wait for the viewer, and the navigation counts them', async () => {
  const { page } = desk();
  await become(page, 'Carol Dufresne');
  await expect(filterLink(page, 'Waiting for me')).toHaveAttribute('aria-current', /true|page/);
  const count = await countOf(page, 'Waiting for me');
  expect(count).toBeGreaterThan(0);
  await expect(page.getByRole('navigation', { name: 'Places' })).toContainText(`${count} waiting for you`);
  await expect(rows()).toHaveCount(count);
});

test('the address contains the filter and the chosen request', async () => {
  const { page } = desk();
  await become(page, 'Imani Okafor');
  await filter(page, 'Open');
  await filterField(page).fill('payroll');
  await expect(rows()).toHaveCount(1);
  await rows().first().click();
  await expect(detail(page)).toContainText('stuck');
  expect(decodeURIComponent(page.url())).toMatch(/#\/inbox\?.*filter=is:open[+ ]payroll/);

  await page.reload();
  await expect(filterLink(page, 'Open')).toHaveAttribute('aria-current', /true|page/);
  await expect(filterField(page)).toHaveValue('payroll');
  await expect(page.getByRole('button', { name: 'Remove is:open' })).toBeVisible();
  await expect(detail(page)).toContainText('Noor Haddad wants payments on payroll for 1 h');
  await expect(detail(page)).toContainText('needs 1 more approval');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(rows()).not.toHaveCount(1);
  await expect(filterLink(page, 'All')).toHaveAttribute('aria-current', /true|page/);
});

test('j and k go through the list, Enter to the request, and / to the filter', async () => {
  const { page } = desk();
  await become(page, 'Ruth Abelson');
  await filter(page, 'Open');
  await expect(rows()).toHaveCount(await countOf(page, 'Open'));
  await page.keyboard.press('j');
  await expect(current()).toHaveAttribute('data-request', String(await numberOf(0)));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(current()).toHaveAttribute('data-request', String(await numberOf(2)));
  await page.keyboard.press('k');
  await expect(current()).toHaveAttribute('data-request', String(await numberOf(1)));
  await expect(detail(page)).toContainText(`#${await numberOf(1)}`);

  await page.getByRole('heading', { name: 'Inbox' }).click();
  await page.keyboard.press('Enter');
  await expect(detail(page)).toBeFocused();
  await page.keyboard.press('/');
  await expect(filterField(page)).toBeFocused();
  await page.keyboard.press('j');
  await expect(filterField(page)).toHaveValue('j');
  await page.keyboard.press('Backspace');
  await expect(filterField(page)).toHaveValue('');
});

test('A asks, Enter approves; the approval can be withdrawn', async () => {
  const page = await requestForCarol();
  await settled(page);
  await page.keyboard.press('a');
  await expect(actions(page)).toContainText('Approve this?');
  await expect(page.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(actions(page)).not.toContainText('Approve this?');
  await page.keyboard.press('a');
  await page.keyboard.type('before the backup, thanks');
  await page.keyboard.press('Enter');
  await expect(actions(page)).toContainText('You are approving this. Nothing is signed yet');
  await decideNow(page);
  await expect(actions(page)).toContainText('You approved it.');
  await expect(detail(page)).toContainText('before the backup, thanks');
  await expect(detail(page)).toContainText('1 of 2');
  // She had approved before, and withdrawn it.
  const withdrawn = detail(page).locator('s').filter({ hasText: 'Carol Dufresne approved' });
  await expect(withdrawn).toHaveCount(1);

  await actions(page).getByRole('textbox', { name: 'Comment' }).fill('on second thought, no');
  await actions(page).getByRole('button', { name: 'Withdraw approval' }).click();
  await expect(actions(page)).toContainText('You withdrew your approval.');
  await expect(detail(page)).toContainText('0 of 2');
  await expect(withdrawn).toHaveCount(2);
  await expect(actions(page).getByRole('button', { name: 'Approve' })).toBeVisible();
});

test('R asks for the reason, and one rejection ends the request', async () => {
  const page = await requestForCarol();
  const before = await countOf(page, 'Rejected');
  await settled(page);
  await page.keyboard.press('r');
  await expect(actions(page)).toContainText('That ends the request.');
  await page.keyboard.type('The backup starts at ten.');
  await page.keyboard.press('Enter');
  await decideNow(page);
  await expect(detail(page)).toContainText('Carol Dufresne rejected it in Security Review; no access was given.');
  await expect(actions(page).getByRole('button', { name: /Approve|Reject/ })).toHaveCount(0);
  await expect(filterLink(page, 'Rejected')).toHaveText(new RegExp(`${before + 1}$`));
});

test('a requester cancels their own request, and finds it among the cancelled ones', async () => {
  const { page } = desk();
  await become(page, 'Erin Kowalczyk');
  await goTo(page, 'My requests');
  await row(page, 'prod-billing-db', 'billing_owner').click();
  await actions(page).getByRole('button', { name: 'Cancel request' }).click();
  await expect(actions(page)).toContainText('Cancel this request?');
  await page.keyboard.type('The invoice was sent in the meantime.');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText('Erin Kowalczyk cancelled it; no access was given.');
  await expect(detail(page)).toContainText('The invoice was sent in the meantime.');
  await filter(page, 'Cancelled');
  await expect(row(page, 'prod-billing-db', 'billing_owner')).toContainText('cancelled');
});

test('an admin must give a reason to cancel another person’s request', async () => {
  const { page } = desk();
  await become(page, 'Ruth Abelson');
  await filter(page, 'Open');
  await row(page, 'payroll', 'payments').click();
  await actions(page).getByRole('button', { name: 'Cancel request' }).click();
  await actions(page).getByRole('button', { name: 'Cancel request' }).click();
  await expect(actions(page).getByRole('alert')).toBeVisible();
  await actions(page).getByRole('textbox').fill('Sam has left; Mei-Lin made the correction herself.');
  await actions(page).getByRole('button', { name: 'Cancel request' }).click();
  await expect(detail(page)).toContainText('Ruth Abelson cancelled it; no access was given.');
  await expect(detail(page)).toContainText('Sam has left; Mei-Lin made the correction herself.');
});

test('a person named in the policy breaks the glass with a reason, and an admin reviews it', async () => {
  const { page } = desk();
  await become(page, 'Tomás Herrera');
  await goTo(page, 'My requests');
  await row(page, 'prod-search-cluster', 'root').click();
  await actions(page).getByRole('button', { name: 'Break the glass…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Search is down and two nodes are on fire.');
  await dialog.getByRole('checkbox').click();
  await dialog.getByRole('button', { name: 'Break the glass' }).click();
  await expect(detail(page)).toContainText('Tomás Herrera broke the glass');

  await become(page, 'Ruth Abelson');
  await goTo(page, 'Grants');
  await filter(page, 'Break-glass to review');
  const grant = page.getByRole('listitem').filter({ hasText: 'prod-search-cluster' });
  await grant.getByRole('button', { name: 'Review…' }).click();
  await page.getByRole('dialog').getByLabel('What you found').fill('Two nodes had indeed failed. The right call.');
  await page.getByRole('dialog').getByRole('button', { name: 'Record the review' }).click();
  await expect(grant).toHaveCount(0);
});
