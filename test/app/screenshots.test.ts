import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { actions, become, filter, goTo, row, settled } from './pages.ts';
import { type Launched, launchDesk } from './support/launch.ts';
import { field, names, next, passphrases } from './support/people.ts';
import { printedPageOf } from './support/printedPages.ts';
import { deskForEach } from './support/window.ts';

// Renews the pictures of the documents: COUNTERSIGN_SCREENSHOTS=1 npm test -- test/app/screenshots
// biome-ignore lint/suspicious/noSkippedTests: it changes the documents, so it runs only when it is asked for
test.skip(process.env.COUNTERSIGN_SCREENSHOTS !== '1', 'It changes docs/screenshots.');

const folder = join(import.meta.dirname, '../../docs/screenshots');
const ADMIN = 'Imani Okafor';

async function picture(page: Page, name: string, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
}

test.describe('in a training workspace', () => {
  const desk = deskForEach();

  test('the pages of requests, grants and notifications', async () => {
    const { page } = desk();
    await become(page, 'Carol Dufresne');
    await goTo(page, 'Inbox');
    await row(page, 'prod-orders-db', 'postgres').click();
    await settled(page);
    await picture(page, 'request', 'light');
    await picture(page, 'request', 'dark');
    await become(page, 'Ruth Abelson');
    await goTo(page, 'Grants');
    await expect(page.getByRole('list', { name: 'Grants' })).toBeVisible();
    await picture(page, 'grants', 'dark');
    await become(page, 'Tomás Herrera');
    await page.getByRole('link', { name: /^Notifications/ }).click();
    await filter(page, 'All');
    await picture(page, 'notifications', 'light');
    await goTo(page, 'My requests');
    await row(page, 'prod-search-cluster', 'root').click();
    await actions(page).getByRole('button', { name: 'Break the glass…' }).click();
    await expect(page.getByRole('dialog')).toContainText('Access starts at once');
    await picture(page, 'break-glass', 'dark');
  });

  test('a new request', async () => {
    const { page } = desk();
    await become(page, ADMIN);
    await page.getByRole('link', { name: 'New request' }).click();
    await page.getByRole('combobox', { name: 'Resource' }).fill('prod-orders-db');
    await page.getByRole('combobox', { name: 'Account' }).fill('postgres');
    await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('Security Review');
    await picture(page, 'new-request', 'dark');
  });

  test('the pages of policies, accounts and settings', async () => {
    const { page } = desk();
    await become(page, ADMIN);
    await goTo(page, 'Accounts');
    await expect(page.getByText('badge-system')).toBeVisible();
    await picture(page, 'accounts', 'light');
    await goTo(page, 'Policies');
    await page.getByRole('link', { name: /^production-databases/ }).click();
    await expect(page.getByRole('region', { name: 'History' })).toContainText('Version 1 created');
    await picture(page, 'policy-history', 'dark');
    await page.getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByRole('region', { name: 'Accounts', exact: true })).toContainText('stays gated by it');
    await picture(page, 'policy-editor', 'light');
    await page.getByRole('button', { name: 'Next: Approval Sequence' }).click();
    await expect(page.getByRole('group', { name: 'Step 2' })).toBeVisible();
    await picture(page, 'policy-sequence', 'light');
    await page.getByRole('group', { name: 'Step 1' }).getByLabel('Required approvals').fill('2');
    await page.getByRole('button', { name: 'Next: Review' }).click();
    await page.getByText('All', { exact: true }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: /^Undetermined: show/ }).click();
    const list = page.getByRole('list', { name: 'Undetermined' });
    await expect(list.getByRole('listitem').first()).toBeVisible();
    await list.scrollIntoViewIfNeeded();
    await picture(page, 'what-if', 'light');
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await goTo(page, 'Settings');
    await picture(page, 'settings', 'dark');
  });

  test('a proposal', async () => {
    const { page } = desk();
    await become(page, ADMIN);
    await goTo(page, 'Settings');
    await page.getByRole('region', { name: 'Four eyes on rules' }).getByRole('switch').click({ force: true });
    await page.getByRole('dialog').getByRole('button', { name: 'Turn it on' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.evaluate(async () => {
      const policies = await window.desk.policies.list({});
      const policy = policies.ok ? policies.result.items.find(({ name }) => name === 'redis-caches') : undefined;
      if (!policy) throw new Error('The policy exists.');
      await window.desk.proposals.make({
        area: 'policies',
        verb: 'update',
        input: { id: policy.id, version: policy.version, duration: { maxSeconds: 14_400 } },
        comment: 'Month-end takes longer than two hours.',
      });
    });
    await become(page, 'Ruth Abelson');
    await goTo(page, 'Proposals');
    await page.locator('[data-proposal]').first().click();
    await expect(page.getByRole('region', { name: 'Proposal', exact: true })).toContainText('Month-end');
    await settled(page, page.getByRole('main'));
    await picture(page, 'proposal', 'dark');
  });
});

test('a real desk', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'countersign-pictures-'));
  const { app, page, close }: Launched = await launchDesk({ workspace, real: true });
  try {
    await expect(page.getByRole('button', { name: 'Found a desk' })).toBeVisible();
    await picture(page, 'welcome', 'light');
    await page.getByRole('button', { name: 'Found a desk' }).click();
    await field(page, 'Name of the desk').fill('Night desk');
    await next(page).click();
    await field(page, 'Username').fill('ada');
    await field(page, 'Name').fill(names.ada);
    await field(page, 'E-mail').fill('ada@example.test');
    await next(page).click();
    await field(page, 'Passphrase').fill(passphrases.ada);
    await field(page, 'Passphrase again').fill(passphrases.ada);
    await next(page).click();
    await printedPageOf(app, () => page.getByRole('button', { name: 'Found the desk' }).click(), 'Recovery code');
    await page.getByRole('button', { name: 'Go to the desk' }).click();
    await goTo(page, 'People');
    for (const username of ['bob', 'carol', 'dan'] as const) {
      await page.getByRole('button', { name: 'Add a person' }).click();
      await field(page, 'Username').fill(username);
      await field(page, 'Name').fill(names[username]);
      await field(page, 'E-mail').fill(`${username}@example.test`);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await printedPageOf(app, () => page.getByRole('button', { name: 'Issue the code' }).click(), 'One-time code');
      await page.getByRole('dialog').getByText('Close', { exact: true }).click();
    }
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await picture(page, 'people', 'dark');
    await page.getByRole('link', { name: 'Import…' }).click();
    await page
      .getByRole('textbox', { name: 'Or paste the rows' })
      .fill('username,name,email,role\ndan,Daniel Dale,dan@example.test,member\nfay,Fay,nothing,member');
    await expect(page.getByText('1 problem: nothing can be imported until it is fixed.')).toBeVisible();
    await picture(page, 'import', 'light');
    await page.keyboard.press('Control+l');
    await expect(field(page, 'Passphrase')).toBeVisible();
    await picture(page, 'sign-in', 'light');
  } finally {
    await close();
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
});
