import { expect, type Page, test } from 'playwright/test';
import { actions, become, detail, filter, goTo, row } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { shootBoth } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const history = (page: Page) => detail(page).getByRole('list', { name: 'History' });
const facts = (page: Page) => detail(page).getByRole('region', { name: 'Access details' });

/** Shows an open request as a person sees it. */
async function show(name: string, resource: string, account: string): Promise<Page> {
  const { page } = desk();
  await become(page, name);
  await filter(page, 'Open');
  await row(page, resource, account).click();
  return page;
}

test('a request shows its requester, account, duration, justification and ticket', async () => {
  const { page } = desk();
  await become(page, 'Carol Dufresne');
  await row(page, 'prod-orders-db', 'postgres').click();
  await expect(detail(page)).toContainText('Alice Whitcombe wants postgres on prod-orders-db for 2 h');
  for (const words of ['Alice Whitcombe (alice)', 'alice.whitcombe@harbourline.example', '2 h', 'OPS-311', 'Expires'])
    await expect(facts(page)).toContainText(words);
  await expect(facts(page)).toContainText('Index rebuild on order_lines');
  await expect(detail(page)).toContainText('expires in 1 day 23 h');
});

test('the approver of the first step reads why there is no access yet, and who must approve next', async () => {
  const page = await show('Bob Castellanos', 'prod-orders-db', 'postgres');
  await expect(detail(page)).toContainText(
    'Next: 2 of Carol Dufresne, Dan Østergaard and Frank Adeyemi must approve. Then access starts for 2 h.',
  );
  await expect(detail(page)).toContainText('Access starts when all 2 steps are complete. Complete so far: 1.');
  await expect(actions(page).getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await expect(actions(page)).toContainText(
    'You approved “Manager Review” (step 1); “Security Review” (step 2) is open now and needs others.',
  );
});

test('the history is in order and has the comments', async () => {
  const page = await show('Bob Castellanos', 'prod-orders-db', 'postgres');
  const entries = history(page).getByRole('listitem');
  await expect(entries).toHaveCount(6);
  await expect(entries.nth(0)).toContainText('Alice Whitcombe asked for postgres on prod-orders-db for 2 h');
  await expect(entries.nth(1)).toContainText('Bob Castellanos approved “Manager Review” (step 1).');
  await expect(entries.nth(1)).toContainText('Yes please, checkout is slow again.');
  await expect(entries.nth(4)).toContainText('Carol Dufresne took the approval of “Security Review” (step 2) back.');
  await expect(entries.nth(5)).toContainText('Carol Dufresne asked a question.');
  await shootBoth(page, 'request');
});

test('an admin reads which other policies matched when the request was filed, and why they lost', async () => {
  const { workspace } = desk();
  const asked = { resource: 'prod-orders-db', account: 'orders-readonly', durationSeconds: 3600, justification: 'x' };
  await startPlayer(workspace).play([{ as: 'erin', do: 'requests.submit', with: asked }]);
  const page = await show('Imani Okafor', 'prod-orders-db', 'orders-readonly');
  await detail(page).getByText('Why this policy').click();
  await expect(detail(page)).toContainText('When it was filed, another policy matched too:');
  await expect(detail(page).getByRole('listitem').filter({ hasText: 'production-databases' })).toContainText(
    'its precedence is higher (10 against 0)',
  );
  await expect(actions(page).getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await expect(actions(page)).toContainText('You are not among the approvers that its policy names');
});

test('a stuck request tells an admin how to unblock it and leads there; a member reads to wait for an admin', async () => {
  const { workspace } = desk();
  const page = await show('Imani Okafor', 'payroll', 'payments');
  const remedies = detail(page).getByRole('region', { name: 'What you can do' });
  await expect(remedies).toContainText('Enable Sam Lindqvist again.');
  await expect(history(page)).toContainText(
    'It could no longer be completed after Imani Okafor disabled Sam Lindqvist: “Payroll owners”',
  );
  await shootBoth(page, 'stuck');
  await remedies.getByRole('link', { name: 'Go to Sam Lindqvist' }).click();
  const person = page.getByRole('list', { name: 'People' }).getByRole('listitem');
  await expect(person).toHaveCount(1);
  await person.getByRole('button', { name: /Enable/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await goTo(page, 'Inbox');
  await filter(page, 'Open');
  await row(page, 'payroll', 'payments').click();
  await expect(remedies).toHaveCount(0);
  await expect(detail(page)).toContainText('Next: Sam Lindqvist must approve. Then access starts for 1 h.');
  await expect(history(page)).toContainText(
    'It could be completed again after Imani Okafor enabled Sam Lindqvist again.',
  );

  // It is stuck again when Sam Lindqvist leaves the group of the step.
  await startPlayer(workspace).play([
    { as: 'admin', do: 'groups.list', with: { text: 'payroll' }, save: 'groups' },
    { as: 'admin', do: 'people.list', with: { text: 'mei' }, save: 'mei' },
    {
      as: 'admin',
      do: 'groups.update',
      with: { id: '$groups.items.0.id', memberIds: ['$mei.items.0.id'] },
    },
  ]);
  await expect(remedies).toContainText('Add Sam Lindqvist to the group payroll-owners again.');
  await remedies.getByRole('link', { name: 'Go to the group payroll-owners' }).click();
  await expect(page.getByRole('list', { name: 'Groups' }).getByRole('listitem')).toHaveCount(1);

  await become(page, 'Noor Haddad');
  await goTo(page, 'My requests');
  await row(page, 'payroll', 'payments').click();
  await expect(detail(page)).toContainText('It can go on when an admin brings back');
  await expect(remedies).toHaveCount(0);
});

test('the keyboard alone reaches a request and the reasons for its policy', async () => {
  const { page } = desk();
  await become(page, 'Imani Okafor');
  await goTo(page, 'Inbox');
  await filter(page, 'Open');
  await page.getByRole('heading', { name: 'Inbox' }).click();
  await expect(page.getByRole('list', { name: 'Requests' }).getByRole('link').first()).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.locator('[data-request][aria-current]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(detail(page)).toBeFocused();
  for (let steps = 0; steps < 20; steps += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.textContent === 'Why this policy')) break;
  }
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText(/Its condition \(.*\) matches/);
});
