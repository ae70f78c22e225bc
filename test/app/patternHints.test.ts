import { expect, type Page, test } from 'playwright/test';
import { become, goTo } from './pages.ts';
import { shootBoth } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const resource = (page: Page) => page.getByLabel('Resource name');
const hint = (page: Page) => page.getByRole('note').filter({ hasText: 'Probably meant' });

/** A page as an admin sees it. */
async function adminAt(place: string): Promise<Page> {
  const { page } = desk();
  await become(page, 'Imani Okafor');
  await goTo(page, place);
  return page;
}

async function newPolicy(): Promise<Page> {
  const page = await adminAt('Policies');
  await page.getByRole('link', { name: 'Create policy' }).click();
  return page;
}

test('a pattern of another dialect is explained while it is typed, and one click translates it', async () => {
  const page = await newPolicy();
  await resource(page).fill('prod-@(orders|billing)-*');
  await expect(hint(page)).toContainText('@(orders|billing): The brackets and | stand for themselves here.');
  await expect(hint(page)).toContainText('As it stands, the pattern matches no known account.');
  await expect(hint(page)).toContainText(
    /Here that is prod-\{orders,billing\}-\*, which matches [1-9]\d* known accounts?, /,
  );
  await shootBoth(page, 'hint-translated');
  await hint(page).getByRole('button', { name: 'Write prod-{orders,billing}-*' }).click();
  await expect(resource(page)).toHaveValue('prod-{orders,billing}-*');
  await expect(hint(page)).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Accounts', exact: true })).toContainText(/matches [1-9]\d* of/);
});

test('the keyboard translates a pattern, and the field has the focus afterwards', async () => {
  const page = await newPolicy();
  await resource(page).fill('prod-**');
  await hint(page).getByRole('button', { name: 'Write prod-*' }).press('Enter');
  await expect(resource(page)).toHaveValue('prod-*');
  await expect(hint(page)).toHaveCount(0);
  await expect(resource(page)).toBeFocused();
});

test('a pattern that cannot be translated says how many accounts it matches in the other dialect', async () => {
  const page = await newPolicy();
  await resource(page).fill('prod-!(orders-db)');
  await expect(hint(page)).toContainText(/In the other dialect it matches [1-9]\d* known accounts?, .* on prod-/);
  await expect(hint(page).getByRole('button')).toHaveCount(0);
  await shootBoth(page, 'hint-counted');
});

test('a plan of policies warns about the line of such a pattern, and can still be applied', async () => {
  const page = await adminAt('Policies');
  await page.getByRole('link', { name: 'Import…' }).click();
  const yaml = [
    'apiVersion: countersign/v1',
    'kind: PolicySet',
    'policies:',
    '  - name: not-orders',
    '    duration: { maxSeconds: 60 }',
    '    steps: [{ approvers: [{ person: ruth }], required: 1 }]',
    '    conditions:',
    "      - resource: 'prod-!(orders-db)'",
    "      - resource: 'web{1..3,7}'",
  ];
  await page.getByRole('textbox', { name: 'Or paste the policies' }).fill(yaml.join('\n'));
  const plan = page.getByRole('region', { name: 'Plan' });
  await expect(plan).toContainText('2 patterns are written as in another dialect: check the lines below.');
  await expect(plan.getByRole('listitem').first()).toContainText(
    /line 8.*check this.*“!\(orders-db\)” comes from another dialect of patterns/s,
  );
  await expect(page.getByRole('button', { name: 'Apply', exact: true })).toBeEnabled();
  await shootBoth(page, 'plan-warnings');
});

test('an import of accounts warns about names that look like patterns, and imports them as names', async () => {
  const page = await adminAt('Accounts');
  await page.getByRole('link', { name: 'Import…' }).click();
  const rows = 'resource,account\nprinter-*,root\nprinter-1,root\n!(db),svc-[ab]\n';
  await page.getByRole('textbox', { name: 'Or paste the rows' }).fill(rows);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('3 new.');
  await expect(preview).toContainText('3 names look like patterns: check the lines below.');
  await expect(preview.getByRole('listitem').first()).toContainText(
    /line 2.*check this.*“printer-\*” is taken as a name, not as a pattern/s,
  );
  await shootBoth(page, 'accounts-import-warnings');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Import complete: 3 new.');
});

test('a checkpoint with a field twice is refused, and the message names the field', async () => {
  const page = await adminAt('Ledger');
  const hash = 'a'.repeat(64);
  const head = `{"desk":"${hash}","sequence":1,"hash":"${hash}","at":"2026-01-05T09:00:00.000Z","sequence":2}`;
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'head.json', mimeType: 'application/json', buffer: Buffer.from(head) });
  await expect(page.getByText('head.json is not a checkpoint. The number of the event is there twice.')).toBeVisible();
});
