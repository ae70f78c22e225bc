import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { become, detail, goTo } from './pages.ts';
import { shoot } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

const whatIf = (page: Page) => page.getByRole('region', { name: 'What if it had been in force?' });
const step = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });
const bar = (page: Page) => whatIf(page).getByRole('progressbar', { name: 'Requests looked at' });

/** Adds so many closed requests that a run lasts until the test can cancel it. They are rows only, without events. */
async function addPast(requests: number): Promise<void> {
  const { app, workspace } = desk();
  await app.evaluate(
    (_electron, { module, file, count }) => {
      const { createRequire: requireFrom } = process.getBuiltinModule('node:module');
      const Database = requireFrom(module)(module);
      const database = new Database(file);
      database.exec(`
        WITH RECURSIVE past (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM past WHERE n < ${count})
        INSERT INTO fact_id (id) SELECT 'past ' || n FROM past;
        WITH RECURSIVE past (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM past WHERE n < ${count}),
          pattern AS (SELECT *, (SELECT max(number) FROM fact_request) AS newest FROM fact_request WHERE status <> 'open' LIMIT 1)
        INSERT INTO fact_request
        SELECT newest + n, (SELECT key FROM fact_id WHERE id = 'past ' || n), status, requester_key, filed_by_key, resource_id, account_id, resource, account,
          duration_seconds, justification, ticket, policy_key, policy_version, because, submitted_at, expires_at, closed_at,
          1000000000 + n, 1000000000 + n, open_position, distinct_approvers, NULL, NULL, NULL
        FROM pattern, past`);
      database.close();
    },
    {
      module: createRequire(import.meta.url).resolve('better-sqlite3'),
      file: join(workspace, WORKSPACE_FILE),
      count: requests,
    },
  );
}

test('a draft is run over the requests of the past', async () => {
  test.slow();
  const { page } = desk();
  await test.step('a run is started with the keyboard, and lists the requests behind each number', async () => {
    await become(page, 'Imani Okafor');
    await goTo(page, 'Policies');
    await page.getByRole('link', { name: /^production-databases/ }).click();
    await page.getByRole('link', { name: 'Edit' }).click();
    await step(page, /Approval Sequence/).click();
    await page.getByRole('group', { name: 'Step 1' }).getByLabel('Required approvals').fill('2');
    await step(page, /Review/).click();
    await whatIf(page).getByText('All', { exact: true }).click();
    await whatIf(page).getByRole('button', { name: 'Run', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(whatIf(page)).toContainText(/Looked at \d+ of \d+ requests/);
    await expect(whatIf(page)).toContainText(
      /Of \d+ requests of all time, it would have affected \d+:.*are undetermined/,
    );
    const undetermined = whatIf(page).getByRole('button', { name: /^Undetermined: show/ });
    await undetermined.focus();
    await page.keyboard.press('Enter');
    await expect(undetermined).toHaveAttribute('aria-pressed', 'true');
    const list = whatIf(page).getByRole('list', { name: 'Undetermined' });
    await expect(list.getByRole('listitem').first()).toContainText(
      'It would have needed other approvals. What people would have decided cannot be known.',
    );
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await list.scrollIntoViewIfNeeded();
      await shoot(page, `what-if-${colorScheme}`);
    }
  });

  await test.step('the result is kept while an admin looks at a request, and is marked as older once the draft changes', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await whatIf(page).getByRole('list', { name: 'Undetermined' }).getByRole('link').first().click();
    await expect(detail(page)).toContainText('production-databases');
    await page.goBack();
    await page.getByRole('button', { name: 'Continue' }).click();
    await step(page, /Review/).click();
    await expect(whatIf(page)).toContainText(/Looked at \d+ of \d+ requests/);
    await expect(whatIf(page)).not.toContainText('of an older one');
    await step(page, /Configuration/).click();
    await page.getByLabel('Precedence').fill('3');
    await step(page, /Review/).click();
    await expect(whatIf(page)).toContainText('The draft was changed since');
    await shoot(page, 'what-if-older');
    // Enter in the field of a date starts a run and saves nothing.
    await whatIf(page).getByText('Dates', { exact: true }).click();
    await whatIf(page).getByLabel('To', { exact: true }).fill('2001-01-31');
    await whatIf(page).getByLabel('To', { exact: true }).press('Enter');
    await expect(whatIf(page)).toContainText('There is no request up to 2001-01-31 to look at.');
    await expect(step(page, /Review/)).toHaveAttribute('aria-current', 'step');
    await expect(whatIf(page)).not.toContainText('The draft was changed since');
  });

  await test.step('a cancelled run shows its result so far', async () => {
    await addPast(400_000);
    await whatIf(page).getByText('All', { exact: true }).click();
    await whatIf(page).getByRole('button', { name: 'Run again' }).click();
    await whatIf(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(whatIf(page)).toContainText(/Cancelled after [\d,]+ of 400,\d+ requests/);
    await expect(bar(page)).not.toHaveAttribute('value', '400000');
    await expect(whatIf(page)).not.toContainText('of an older one');
    await shoot(page, 'what-if-cancelled');
    await whatIf(page).getByRole('button', { name: 'Run again' }).click();
    await expect(whatIf(page)).toContainText(/Looked at 400,\d+ of 400,\d+ requests/, { timeout: 60_000 });
  });
});
