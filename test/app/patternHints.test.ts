import { expect, type Page, test } from 'playwright/test';
import { become, goTo } from './pages.ts';
import { shoot } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

const resource = (page: Page) => page.getByLabel('Resource name');
const hint = (page: Page) => page.getByRole('note').filter({ hasText: 'Probably meant' });

async function inBoth(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await shoot(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

// A test that follows a failed one finds another desk.
async function beAdmin(page: Page): Promise<void> {
  const switcher = page.getByRole('button', { name: /Switch to another person/ });
  await expect(switcher.or(page.getByRole('textbox', { name: 'Find a person' })).first()).toBeVisible();
  if (!(await switcher.isVisible())) await become(page, 'Imani Okafor');
}

async function newPolicy(page: Page): Promise<void> {
  await beAdmin(page);
  if (await resource(page).isVisible()) return;
  await goTo(page, 'Policies');
  await page.getByRole('link', { name: 'Create policy' }).click();
}

test('a pattern of another dialect is explained as it is typed, and translated by one click', async () => {
  const { page } = desk();
  await newPolicy(page);
  await resource(page).fill('prod-@(orders|billing)-*');
  await expect(hint(page)).toContainText('@(orders|billing): The brackets and | stand for themselves here.');
  await expect(hint(page)).toContainText('As it stands, the pattern matches no known account.');
  await expect(hint(page)).toContainText(
    /Here that is prod-\{orders,billing\}-\*, which matches [1-9]\d* known accounts?, /,
  );
  await inBoth(page, 'hint-translated');
  await hint(page).getByRole('button', { name: 'Write prod-{orders,billing}-*' }).click();
  await expect(resource(page)).toHaveValue('prod-{orders,billing}-*');
  await expect(hint(page)).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Accounts', exact: true })).toContainText(/matches [1-9]\d* of/);
});

test('the field has the focus after the translation, and the keyboard does it, too', async () => {
  const { page } = desk();
  await newPolicy(page);
  await resource(page).fill('prod-**');
  await hint(page).getByRole('button', { name: 'Write prod-*' }).press('Enter');
  await expect(resource(page)).toHaveValue('prod-*');
  await expect(hint(page)).toHaveCount(0);
  await expect(resource(page)).toBeFocused();
});

test('what nothing here means is counted as the other dialect reads it, and offers no click', async () => {
  const { page } = desk();
  await newPolicy(page);
  await resource(page).fill('prod-!(orders-db)');
  await expect(hint(page)).toContainText(/In the other dialect it matches [1-9]\d* known accounts?, .* on prod-/);
  await expect(hint(page).getByRole('button')).toHaveCount(0);
  await inBoth(page, 'hint-counted');
});

test('a plan of policies warns in the line of the pattern, and can be applied all the same', async () => {
  const { page } = desk();
  await beAdmin(page);
  await goTo(page, 'Policies');
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
  await inBoth(page, 'plan-warnings');
});

test('an import of accounts says which names look like patterns, and imports them as names', async () => {
  const { page } = desk();
  await beAdmin(page);
  await goTo(page, 'Accounts');
  await page.getByRole('link', { name: 'Import…' }).click();
  const rows = 'resource,account\nprinter-*,root\nprinter-1,root\n!(db),svc-[ab]\n';
  await page.getByRole('textbox', { name: 'Or paste the rows' }).fill(rows);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('3 new.');
  await expect(preview).toContainText('3 names look like patterns: check the lines below.');
  await expect(preview.getByRole('listitem').first()).toContainText(
    /line 2.*check this.*“printer-\*” is taken as a name, not as a pattern/s,
  );
  await inBoth(page, 'accounts-import-warnings');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Import complete: 3 new.');
});

test('a saved head that has a field twice is refused, and the field is named', async () => {
  const { page } = desk();
  await beAdmin(page);
  const hash = 'a'.repeat(64);
  const head = `{"desk":"${hash}","sequence":1,"hash":"${hash}","at":"2026-01-05T09:00:00.000Z","sequence":2}`;
  await goTo(page, 'Ledger');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'head.json', mimeType: 'application/json', buffer: Buffer.from(head) });
  await expect(page.getByText('head.json is not a saved head. The number of the event is there twice.')).toBeVisible();
});
