import { expect, type Page, test } from 'playwright/test';
import { actions, become, detail, filter, goTo, pick, row } from './pages.ts';
import { shoot } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const box = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const preview = (page: Page) => page.getByRole('region', { name: 'What will happen' });
/** The page for a new request, as a person sees it. */
async function newRequest(name: string): Promise<Page> {
  const { page } = desk();
  await become(page, name);
  await page.getByRole('link', { name: 'New request' }).click();
  return page;
}
const file = (page: Page) => page.getByRole('button', { name: 'File the request' });

test('with the keyboard alone, a member finds the account, reads who must approve, and files the request', async () => {
  const { page } = desk();
  await become(page, 'Erin Kowalczyk');
  await page.getByRole('link', { name: 'New request' }).focus();
  await page.keyboard.press('Enter');
  await expect(box(page, 'Resource')).toBeVisible();
  await box(page, 'Resource').focus();
  await page.keyboard.type('prod-or');
  const found = page.getByRole('option', { name: /analytics on prod-orders-db/ });
  await expect(found).toContainText('postgres · owned by data');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box(page, 'Resource')).toHaveValue('prod-orders-db');
  await expect(box(page, 'Account')).toHaveValue('analytics');
  await expect(page.getByRole('option')).toHaveCount(0);

  await expect(preview(page)).toContainText('Policy production-databases decides.');
  await expect(preview(page)).toContainText('Bob Castellanos and Mei-Lin Zhao');
  await expect(preview(page)).toContainText('Carol Dufresne, Dan Østergaard and Frank Adeyemi');
  await expect(preview(page)).toContainText('Without all approvals within 2 days it expires.');
  await expect(preview(page)).toContainText('Still needed: a justification and a ticket.');

  // The form asks for the fields that the policy requires, before the desk refuses them.
  await page.getByLabel('Justification').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The policy “production-databases” requires a justification.')).toBeVisible();
  await expect(page.getByText('The policy “production-databases” requires a ticket.')).toBeVisible();
  await expect(page.getByLabel('Justification')).toBeFocused();
  await page.keyboard.type('Orders by region for the board.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('OPS-500');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText('Erin Kowalczyk wants analytics on prod-orders-db for 1 h');
  await expect(detail(page)).toContainText('OPS-500');
});

test('the form says beside a field why the desk would refuse it, and does not file the request', async () => {
  const page = await newRequest('Erin Kowalczyk');
  const filed = await page.evaluate(() =>
    window.desk.requests.submit({
      resource: 'prod-orders-db',
      account: 'analytics',
      durationSeconds: 3_600,
      justification: 'Orders by region for the board.',
      ticket: 'OPS-500',
    }),
  );
  expect(filed.ok).toBe(true);
  await box(page, 'Resource').fill('prod-orders-db');
  await box(page, 'Account').fill('analytics');
  await page.keyboard.press('Escape');
  await expect(page.getByText('There is an open request for this account already.')).toBeVisible();
  await expect(preview(page).getByRole('alert')).toContainText('You have an open request');
  // A link leads to the other request.
  await preview(page)
    .getByRole('link', { name: /^Show #\d+$/ })
    .click();
  await expect(detail(page)).toContainText('Erin Kowalczyk wants analytics on prod-orders-db');
  await page.getByRole('link', { name: 'New request' }).click();
  await box(page, 'Resource').fill('prod-orders-db');

  await box(page, 'Account').fill('auditlog');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'For how long', exact: true }).fill('20');
  await expect(page.locator('form').getByText('allows 5 min to 6 h; you asked for 20 h.')).toBeVisible();
  await expect(page.getByText('It would be refused')).toBeVisible();
  await page.getByLabel('Justification').fill('x');
  await page.getByLabel('Ticket').fill('y');
  await file(page).click();
  await expect(page.getByRole('textbox', { name: 'For how long', exact: true })).toBeFocused();
  await expect(page).toHaveURL(/#\/new/);

  await page.getByRole('button', { name: '6 h', exact: true }).click();
  await expect(page.getByText('It would be refused')).toHaveCount(0);
  await box(page, 'Resource').fill('nowhere');
  await page.keyboard.press('Escape');
  await expect(page.getByText('No active policy covers this account on this resource.')).toBeVisible();
});

test('the choice of an account shows kind and owner', async () => {
  const page = await newRequest('Erin Kowalczyk');
  await box(page, 'Resource').fill('dba');
  await expect(page.getByRole('option').first()).toContainText('owned by dba');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await shoot(page, `picker-${scheme}`);
  }
  await page.emulateMedia({ colorScheme: null });
  await page.getByRole('option', { name: /postgres on staging-orders-db/ }).click();
  await expect(box(page, 'Resource')).toHaveValue('staging-orders-db');
  await expect(box(page, 'Account')).toHaveValue('postgres');
});

test('an admin files a request for another person, for an account that is not in the inventory', async () => {
  const page = await newRequest('Ruth Abelson');
  await box(page, 'Resource').fill('unheard-of-redis');
  await box(page, 'Account').fill('admin');
  await page.keyboard.press('Escape');
  await pick(page, box(page, 'On behalf of'), 'Priya Raman');
  // The person with the access cannot approve it.
  await expect(preview(page)).toContainText('1 approval; 2 people can give it');
  await expect(preview(page)).toContainText('Tomás Herrera and Yuki Tanabe');
  await file(page).click();
  await expect(detail(page)).toContainText('Priya Raman wants admin on unheard-of-redis for 1 h');
  await expect(detail(page)).toContainText('Ruth Abelson (ruth), for Priya Raman');
});

test('a closed request is filed again with the same fields', async () => {
  const { page } = desk();
  await become(page, 'Alice Whitcombe');
  await goTo(page, 'My requests');
  await filter(page, 'Approved');
  await row(page, 'orders-redis', 'admin').click();
  await actions(page).getByRole('link', { name: 'File again' }).click();
  await expect(box(page, 'Resource')).toHaveValue('orders-redis');
  await expect(box(page, 'Account')).toHaveValue('admin');
  await expect(page.getByLabel('Justification')).toHaveValue('Warm the cache after the index rebuild.');
  await expect(page.getByLabel('Ticket')).toHaveValue('OPS-311');
  await expect(page.getByText('Request #31 asked for this.')).toBeVisible();
  await expect(preview(page)).toContainText('redis-caches');
  await page.getByLabel('Justification').fill('Warm it once more.');
  await file(page).click();
  await expect(detail(page)).toContainText('Alice Whitcombe wants admin on orders-redis for 1 h');
  await expect(detail(page)).toContainText('Warm it once more.');
});
