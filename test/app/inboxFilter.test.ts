import { expect, type Page, test } from 'playwright/test';
import { become, countOf, detail, filter, filterField, filterLink } from './pages.ts';
import { shoot } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const rows = () => desk().page.getByRole('list', { name: 'Requests' }).getByRole('link');
/** The inbox of an admin, with the filter “Open”. */
async function openRequests(): Promise<Page> {
  const { page } = desk();
  await become(page, 'Imani Okafor');
  await filter(page, 'Open');
  return page;
}
const token = (page: Page, raw: string) => page.getByRole('button', { name: `Remove ${raw}` });
const views = (page: Page) => page.getByRole('navigation', { name: 'Your views' });

test('the mouse chooses and removes the tokens of the filter', async () => {
  const page = await openRequests();
  const open = await countOf(page, 'Open');
  await expect(rows()).toHaveCount(open);
  await filterField(page).click();
  await page.getByRole('option', { name: /^resource:/ }).click();
  await filterField(page).pressSequentially('prod-ord');
  await page.getByRole('option', { name: /resource:prod-orders-db/ }).click();
  await expect(token(page, 'resource:prod-orders-db')).toBeVisible();
  await expect(rows()).not.toHaveCount(open);
  await expect(rows().filter({ hasNotText: 'prod-orders-db' })).toHaveCount(0);
  await expect(rows().first()).toContainText('prod-orders-db');
  expect(await countOf(page, 'Open')).toBe(await rows().count());
  await shoot(page, 'filter-light');
  await token(page, 'resource:prod-orders-db').click();
  await expect(rows()).toHaveCount(open);
});

test('one filter can combine all tokens with words', async () => {
  const page = await openRequests();
  await filterField(page).fill('requester:noor resource:pay* account:payments stuck:yes newer:7d sort:oldest payroll ');
  await filterField(page).press('Enter');
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText('Noor Haddad');
  await filterField(page).press('Escape');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await filterField(page).fill('policy:production-databases is:approved ');
  await expect(rows().first()).toContainText(/prod-.*-db/);
  await filterField(page).fill('older:500d ');
  await expect(page.getByText('Nothing here matches')).toBeVisible();
  await filterField(page).press('Backspace');
  await filterField(page).press('Backspace');
  await filterField(page).press('Backspace');
  await expect(rows().first()).toBeVisible();
});

test('a wrong token is marked, explained and ignored', async () => {
  const page = await openRequests();
  const open = await countOf(page, 'Open');
  await expect(rows()).toHaveCount(open);
  await filterField(page).fill('colour:red is:opened requester:nobody resource:[ ');
  await expect(page.getByText('There is no “colour:”. You can use is:, waiting:')).toBeVisible();
  await expect(page.getByText('The filter has is: twice.')).toBeVisible();
  await expect(page.getByText('Nobody here is called “nobody”.')).toBeVisible();
  await expect(filterField(page)).toHaveAttribute('aria-invalid', 'true');
  for (const raw of ['colour:red', 'is:opened', 'requester:nobody', 'resource:['])
    await expect(token(page, raw)).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'filter-wrong-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await token(page, 'resource:[').click();
  await expect(rows()).toHaveCount(open);
  await page.reload();
  await expect(token(page, 'colour:red')).toBeVisible();
  for (const raw of ['colour:red', 'is:opened', 'requester:nobody']) await token(page, raw).click();
  await expect(filterLink(page, 'Open')).toHaveAttribute('aria-current', /true|page/);
});

test('a saved view is found above the list and in the palette, and can be renamed and removed', async () => {
  const page = await openRequests();
  await filterField(page).fill('stuck:yes ');
  await expect(rows()).toHaveCount(1);
  await page.getByRole('button', { name: 'Stuck', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  const save = page.getByRole('dialog', { name: 'Save this view' });
  await save.getByRole('textbox', { name: 'Name' }).fill('In trouble');
  await expect(save).toContainText('is:open stuck:yes');
  await save.getByRole('button', { name: 'Save' }).click();
  await expect(save).toHaveCount(0);
  await expect(views(page).getByRole('link', { name: 'In trouble' })).toHaveAttribute('aria-current', /true|page/);

  await filter(page, 'Approved');
  await views(page).getByRole('link', { name: 'In trouble' }).click();
  await expect(token(page, 'stuck:yes')).toBeVisible();
  await expect(rows()).toHaveCount(1);

  await filter(page, 'Rejected');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('combobox', { name: 'Find and do anything' }).fill('in trouble');
  await page.getByRole('option', { name: /In trouble/ }).click();
  await expect(token(page, 'stuck:yes')).toBeVisible();

  await page.getByRole('button', { name: 'In trouble' }).click();
  await shoot(page, 'views-light');
  await page.getByRole('menuitem', { name: 'Rename and remove…' }).click();
  const manage = page.getByRole('dialog', { name: 'Your views' });
  await manage.getByRole('textbox', { name: 'Name of In trouble' }).fill('Stuck ones');
  await manage.getByRole('button', { name: 'Rename In trouble' }).click();
  await expect(manage.getByRole('textbox', { name: 'Name of Stuck ones' })).toBeVisible();
  await manage.getByRole('button', { name: 'Close' }).click();
  await expect(views(page).getByRole('link', { name: 'Stuck ones' })).toBeVisible();

  await become(page, 'Carol Dufresne');
  await expect(rows().first()).toBeVisible();
  await expect(views(page)).toHaveCount(0);
  await become(page, 'Imani Okafor');
  await expect(views(page)).toContainText('Stuck ones');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Rename and remove…' }).click();
  await manage.getByRole('button', { name: 'Remove Stuck ones' }).click();
  await expect(manage).toContainText('You have no saved views.');
  await manage.getByRole('button', { name: 'Close' }).click();
  await expect(views(page)).toHaveCount(0);
});

test('the ready-made view “Stuck” shows the stuck request', async () => {
  const page = await openRequests();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Stuck' }).click();
  await expect(rows()).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Stuck', exact: true })).toBeVisible();
});

test('the copied address of a view opens it when pasted into the filter or the palette', async () => {
  const { app } = desk();
  const page = await openRequests();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Stuck' }).click();
  await page.getByRole('button', { name: 'Stuck', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy address' }).click();
  await expect(page.getByText('Address copied')).toBeVisible();
  const address = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(decodeURIComponent(address)).toMatch(/^app:\/\/.*#\/inbox\?filter=is:open[+ ]stuck:yes$/);

  await filter(page, 'Approved');
  await filterField(page).focus();
  await page.keyboard.press('Control+v');
  await expect(token(page, 'stuck:yes')).toBeVisible();
  await expect(rows()).toHaveCount(1);

  await filter(page, 'Approved');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+v');
  await page.getByRole('option', { name: /Open this address/ }).click();
  await expect(token(page, 'stuck:yes')).toBeVisible();
});

test('an address with the filter in the older form still works', async () => {
  const page = await openRequests();
  await page.evaluate(() => {
    window.location.hash = '#/inbox?show=approved&text=prod-orders-db';
  });
  await expect(filterLink(page, 'Approved')).toHaveAttribute('aria-current', /true|page/);
  await expect(filterField(page)).toHaveValue('prod-orders-db');
  await rows().first().click();
  await expect(detail(page)).toContainText('prod-orders-db');
});
