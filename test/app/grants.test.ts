import { expect, type Page, test } from 'playwright/test';
import { actions, anHourLater, become, detail, filter, filterLink, goTo, row } from './pages.ts';
import { shoot } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const grantRow = (page: Page, resource: string) =>
  page.getByRole('list', { name: 'Grants' }).getByRole('listitem').filter({ hasText: resource });
const dialog = (page: Page) => page.getByRole('dialog');
/** The grants as a person sees them. */
async function grantsOf(name: string): Promise<Page> {
  const { page } = desk();
  await become(page, name);
  await goTo(page, 'Grants');
  return page;
}

/** Tomás Herrera's open request, on which he may break the glass. */
async function requestForBreakGlass(): Promise<Page> {
  const { page } = desk();
  await become(page, 'Tomás Herrera');
  await goTo(page, 'My requests');
  await row(page, 'prod-search-cluster', 'root').click();
  return page;
}
const reviewLine = (page: Page) => page.getByRole('link', { name: /break-glass access/ });

test('active grants are listed in the order of their ends, and can be limited to those that end soon', async () => {
  const page = await grantsOf('Ruth Abelson');
  const names = page.getByRole('list', { name: 'Grants' }).getByRole('listitem');
  await expect(names).toHaveText([/orders-redis/, /prod-checkout-cluster/, /reporting/]);
  await filter(page, 'Ends within 1 h');
  await expect(names).toHaveText([/orders-redis.*left/]);
  await shoot(page, 'grants');
  await anHourLater(page);
  await expect(names).toHaveCount(0);
  await expect(page.getByText('No access ends within the next hour.')).toBeVisible();
});

test('the check of an access answers with the reason and the grant', async () => {
  const page = await grantsOf('Ruth Abelson');
  await page.getByRole('button', { name: 'Check access…' }).click();
  await dialog(page).getByRole('combobox', { name: 'Person' }).fill('Yuki');
  await page.getByRole('option', { name: /^Yuki Tanabe/ }).click();
  await dialog(page).getByRole('combobox', { name: 'Resource' }).fill('prod-checkout-cluster');
  await dialog(page).getByRole('combobox', { name: 'Account' }).fill('root');
  await dialog(page).getByRole('button', { name: 'Check', exact: true }).click();
  await expect(dialog(page).getByRole('status')).toContainText(
    'Yes. Yuki Tanabe has an active grant for root on prod-checkout-cluster: it was opened by break-glass',
  );
  await expect(dialog(page).getByRole('status')).toContainText(/It ends at .* in \d h/);
  await shoot(page, 'check-access');
  await dialog(page).getByRole('combobox', { name: 'Account' }).fill('nobody-has-this');
  await dialog(page).getByRole('button', { name: 'Check', exact: true }).click();
  await expect(dialog(page).getByRole('status')).toContainText('No. Yuki Tanabe never had a grant');
  await dialog(page).getByRole('combobox', { name: 'Account' }).fill('root');
  await dialog(page).getByRole('button', { name: 'Check', exact: true }).click();
  await dialog(page).getByRole('link', { name: 'See the grant' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(grantRow(page, 'prod-checkout-cluster').first()).toContainText('not reviewed yet');
});

test('with the keyboard alone, a member checks their own access and goes on to a request', async () => {
  const page = await grantsOf('Tomás Herrera');
  await page.getByRole('button', { name: 'Check access…' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('combobox', { name: 'Person' })).toHaveCount(0);
  await expect(dialog(page).getByRole('combobox', { name: 'Resource' })).toBeFocused();
  await page.keyboard.type('no-such-box');
  await page.keyboard.press('Tab');
  await page.keyboard.type('root');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('status')).toContainText(
    'Tomás Herrera never had a grant for root on no-such-box',
  );
  await dialog(page).getByRole('link', { name: 'Ask for it' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'New request' })).toBeVisible();
  expect(page.url()).toContain('resource=no-such-box');
});

test('the dialog for break-glass explains the consequences, and requires a reason and a confirmation', async () => {
  const page = await requestForBreakGlass();
  await actions(page).getByRole('button', { name: 'Break the glass…' }).click();
  await expect(dialog(page)).toContainText('Access starts at once and runs for');
  await expect(dialog(page)).toContainText('never as an approval');
  await expect(dialog(page)).toContainText(/Every admin is told, and so are its approvers: .+/);
  await expect(dialog(page)).toContainText('until an admin other than you has reviewed it');
  await shoot(page, 'break-glass');
  const confirm = dialog(page).getByRole('button', { name: 'Break the glass' });
  await expect(confirm).toBeDisabled();
  await dialog(page)
    .getByRole('checkbox', { name: /take responsibility/ })
    .click();
  await dialog(page).getByRole('textbox', { name: 'Reason' }).fill('short');
  await dialog(page).getByRole('textbox', { name: 'Reason' }).blur();
  await expect(dialog(page)).toContainText('5 more characters');
  await expect(confirm).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(detail(page)).not.toContainText('broke the glass');
});

test('a member breaks the glass with the keyboard alone, an admin reviews the access, and the member gives it back', async () => {
  const page = await requestForBreakGlass();
  await actions(page).getByRole('button', { name: 'Break the glass…' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.type('Search is down and two nodes are on fire.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(dialog(page).getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(dialog(page).getByRole('button', { name: 'Break the glass' })).toBeFocused();
  // A key press counts only once the dialog has stood on screen for long enough.
  await expect(dialog(page).locator('button[aria-disabled]')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(detail(page)).toContainText('Tomás Herrera broke the glass');

  await become(page, 'Ruth Abelson');
  await goTo(page, 'Inbox');
  await expect(reviewLine(page)).toHaveText('2 break-glass accesses wait for review');
  await reviewLine(page).click();
  await expect(filterLink(page, 'Break-glass to review')).toHaveAttribute('aria-current', /true|page/);
  await grantRow(page, 'prod-search-cluster').getByRole('button', { name: 'Review…' }).click();
  await expect(dialog(page)).toContainText('Search is down and two nodes are on fire.');
  await dialog(page).getByLabel('What you found').fill('Two nodes had indeed failed.');
  await dialog(page).getByRole('button', { name: 'Record the review' }).click();
  await expect(grantRow(page, 'prod-search-cluster')).toHaveCount(0);
  await filter(page, 'Break-glass reviewed');
  await expect(grantRow(page, 'prod-search-cluster')).toContainText('reviewed by Ruth Abelson');
  await expect(grantRow(page, 'prod-search-cluster')).toContainText('Two nodes had indeed failed.');
  await goTo(page, 'Inbox');
  await expect(reviewLine(page)).toHaveText('1 break-glass access waits for review');

  await become(page, 'Tomás Herrera');
  await goTo(page, 'Grants');
  await filter(page, 'Active');
  await grantRow(page, 'prod-search-cluster').getByRole('button', { name: 'Give back…' }).click();
  await dialog(page).getByRole('button', { name: 'Give it back' }).click();
  await expect(grantRow(page, 'prod-search-cluster')).toHaveCount(0);
});

test('an admin revokes a grant with a reason', async () => {
  const page = await grantsOf('Ruth Abelson');
  await grantRow(page, 'prod-checkout-cluster').getByRole('button', { name: 'Revoke…' }).click();
  await dialog(page).getByLabel('Reason').fill('The incident is over.');
  await dialog(page).getByRole('button', { name: 'Revoke' }).click();
  await expect(grantRow(page, 'prod-checkout-cluster')).toHaveCount(0);
  await filter(page, 'Revoked');
  await expect(grantRow(page, 'prod-checkout-cluster').first()).toContainText('revoked');
});

test('members see no break-glass access to review, neither in the inbox nor among the filters', async () => {
  const page = await grantsOf('Tomás Herrera');
  await expect(filterLink(page, 'Active')).toBeVisible();
  await expect(filterLink(page, 'Break-glass')).toHaveCount(0);
  await goTo(page, 'Inbox');
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await expect(reviewLine(page)).toHaveCount(0);
});
