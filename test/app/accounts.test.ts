import { expect, type Page, test } from 'playwright/test';
import { become, countOf, filter, filterLink, goTo } from './pages.ts';
import { shoot } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

// The inventory of the training story has 32 accounts; policies gate most of them.
const desk = deskForEach();

const list = (name = 'Accounts') => desk().page.getByRole('list', { name });
const search = () => desk().page.getByRole('searchbox', { name: 'Search accounts' });

/** The inventory as a person sees it. */
async function accountsOf(name: string): Promise<Page> {
  const { page } = desk();
  await become(page, name);
  await goTo(page, 'Accounts');
  return page;
}

test('the inventory names the policy that gates each account, and filters accounts without one', async () => {
  const page = await accountsOf('Imani Okafor');
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
  expect(await countOf(page, 'All')).toBe(32);
  const [gated, ungated] = [await countOf(page, 'Gated'), await countOf(page, 'Ungated')];
  expect(gated + ungated).toBe(32);
  expect(ungated).toBeGreaterThan(3);

  await filter(page, 'Ungated');
  await expect(filterLink(page, 'All')).not.toHaveAttribute('aria-current');
  await expect(list().getByRole('listitem')).toHaveCount(ungated);
  await expect(list().getByText('no policy: access is refused')).toHaveCount(ungated);
  await shoot(page, 'accounts-ungated');

  await filter(page, 'Gated');
  await expect(list().getByText('no policy: access is refused')).toHaveCount(0);
  await list().getByRole('link', { name: 'domain-controllers' }).first().click();
  await expect(page.getByRole('heading', { name: 'domain-controllers' })).toBeVisible();
});

test('a search finds words of resource, account, kind and owner', async () => {
  const page = await accountsOf('Imani Okafor');
  await search().fill('payroll sap');
  await expect(list().getByRole('listitem')).toHaveCount(3);
  expect(await countOf(page, 'All')).toBe(3);
  await filter(page, 'Ungated');
  await expect(list().getByRole('listitem')).toHaveCount(1);
  await expect(list()).toContainText('support');
  await search().fill('nothing like it');
  await expect(page.getByText('No ungated account matches “nothing like it”.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
});

test('an import lists its problems, and imports nothing until they are fixed', async () => {
  const page = await accountsOf('Imani Okafor');
  const before = await countOf(page, 'All');
  await page.getByRole('link', { name: 'Import…' }).click();
  const rows = page.getByRole('textbox', { name: 'Or paste the rows' });
  const preview = page.getByRole('region', { name: 'Preview' });
  const button = page.getByRole('button', { name: 'Import', exact: true });
  await expect(preview).toContainText('Nothing to import yet.');
  await rows.fill(
    'resource,account,kind,owner\nprod-crm-db,postgres,postgres,dba\nprod-crm-db,,postgres,dba\nprod-orders-db,postgres,postgres,platform\n',
  );
  await expect(preview).toContainText('1 problem: nothing can be imported until it is fixed.');
  await expect(list('What would change').getByRole('listitem').first()).toContainText(
    'account: This must not be empty.',
  );
  await expect(button).toBeDisabled();
  await shoot(page, 'accounts-import-problem');

  await rows.fill(
    '[{"resource": "prod-crm-db", "account": "postgres", "kind": "postgres"},\n {"resource": "prod-orders-db", "account": "postgres", "owner": "platform"},\n {"resource": "printer", "account": "root"}]',
  );
  await expect(preview).toContainText('2 new, 1 changed.');
  await expect(preview).toContainText('owner: dba → platform');
  await shoot(page, 'accounts-import');
  await button.click();
  await expect(page.getByRole('status')).toContainText('Import complete: 2 new, 1 changed.');
  await page.getByRole('link', { name: 'Show ungated accounts' }).click();
  await expect(list()).toContainText('printer');
  expect(await countOf(page, 'All')).toBe(before + 2);
});

test('a new policy gates the accounts that it matches', async () => {
  const page = await accountsOf('Imani Okafor');
  const before = await countOf(page, 'Ungated');
  await page.evaluate(() => window.desk.accounts.import({ rows: [{ resource: 'printer', account: 'root' }] }));
  await expect.poll(() => countOf(page, 'Ungated')).toBe(before + 1);
  await page.evaluate(async () => {
    const { desk: bridge } = window;
    const people = await bridge.people.list({ text: 'ruth' });
    if (!people.ok || !people.result.items[0]) throw new Error('Ruth is there.');
    const approvers = [{ kind: 'person' as const, id: people.result.items[0].id }];
    const steps = [{ approvers, required: 1 }];
    const made = await bridge.policies.create({
      name: 'printers',
      conditions: [{ resource: 'printer' }],
      duration: { maxSeconds: 600 },
      steps,
    });
    if (!made.ok) throw new Error(made.error.message);
  });
  await expect.poll(() => countOf(page, 'Ungated')).toBe(before);
  await search().fill('printer');
  await expect(list().getByRole('link', { name: 'printers' })).toBeVisible();
});

test('a member sees the accounts without their policies, and asks for one from there', async () => {
  const page = await accountsOf('Alice Whitcombe');
  await expect(list()).toContainText('badge-system');
  await expect(page.getByRole('navigation', { name: 'Filters' })).toHaveCount(0);
  await expect(list().getByText('no policy')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Import…' })).toHaveCount(0);
  await search().fill('sessions redis');
  await page.getByRole('link', { name: 'Ask for admin on sessions-redis' }).click();
  await expect(page.getByLabel('Resource')).toHaveValue('sessions-redis');
  await expect(page.getByLabel('Account')).toHaveValue('admin');
  await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('redis-caches');
  await page.getByRole('combobox', { name: 'Resource' }).fill('report');
  await expect(page.getByRole('option', { name: / on reporting/ }).first()).toBeVisible();
});
