import { expect, test } from 'playwright/test';
import { actions, anHourLater, approve, become, detail, filter, goTo, pick, row } from './pages.ts';
import { shoot } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

// The example of docs/rules.md, by hand: the policy production-db-approval with Manager Review (1) and Security Review (2).
const desk = oneDesk();

test('a request walks from its policy to the end of the access, and the ledger holds all of it', async () => {
  test.slow();
  const { page } = desk();
  await test.step('the first start asks for a person, and says that nothing is real', async () => {
    await expect(page.getByText('Training — nothing here is real access')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Who are you today?' })).toBeVisible();
    await become(page, 'Imani Okafor');
    await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  });

  await test.step('an admin creates the policy in three steps', async () => {
    await goTo(page, 'Policies');
    await page.getByRole('link', { name: 'Create policy' }).click();
    const effect = page.getByRole('complementary', { name: 'What this policy does' });

    await page.getByLabel('Policy name').fill('production-db-approval');
    await page.getByLabel('Resource name').fill('prod-db');
    await expect(effect).toContainText('any account on the resource prod-db');
    await page.getByRole('textbox', { name: 'Longest access', exact: true }).fill('8');
    await expect(effect).toContainText('Access for up to 8 h.');
    await page.getByRole('switch', { name: 'a justification' }).check({ force: true });
    await expect(effect).toContainText('must provide a justification');
    await page.getByRole('button', { name: 'Next: Approval Sequence' }).click();

    await page.getByLabel('Step name').fill('Manager Review');
    await pick(page, page.getByRole('combobox', { name: 'Approvers' }), 'managers');
    await page.getByRole('button', { name: 'Add a step' }).click();
    const second = page.getByRole('group', { name: 'Step 2' });
    await second.getByLabel('Step name').fill('Security Review');
    await second.getByLabel('Required approvals').fill('2');
    await pick(page, second.getByRole('combobox', { name: 'Approvers' }), 'security');
    await expect(effect).toContainText('Manager Review: 1 approval from the group managers (2 people now).');
    await expect(effect).toContainText('Security Review: 2 approvals from the group security (3 people now).');
    await page.getByRole('button', { name: 'Next: Review' }).click();

    const review = page.getByRole('region', { name: 'Review' });
    await expect(review).toContainText('Requesters must provide a justification.');
    await page.getByRole('button', { name: 'Create policy' }).click();
    const policy = page.getByRole('region', { name: 'Policy', exact: true });
    await expect(policy.getByRole('heading', { name: 'production-db-approval' })).toBeVisible();
    await expect(policy).toContainText('Version 1');
  });

  await test.step('the wizard shows mistakes while they are typed', async () => {
    await page.getByRole('link', { name: 'Create policy' }).click();
    const steps = page.getByRole('navigation', { name: 'Steps' });
    await expect(steps.getByRole('button', { name: /Configuration/ })).toContainText('2 things to fill in');
    await page.getByLabel('Policy name').fill('x');
    await page.getByLabel('Policy name').fill('');
    await expect(page.getByText('This must not be empty.')).toBeVisible();
    await page.getByLabel('Policy name').fill('broken');
    await page.getByLabel('Resource name').fill('prod-[db');
    await page.getByRole('button', { name: 'Next: Approval Sequence' }).click();
    await pick(page, page.getByRole('combobox', { name: 'Approvers' }), 'managers');
    await page.getByRole('button', { name: 'Next: Review' }).click();
    await page.getByRole('button', { name: 'Create policy' }).click();
    // A refusal of the desk leads back to the step and the field with the mistake.
    await expect(page.getByLabel('Resource name')).toHaveAttribute('aria-invalid', 'true');
    await page.getByRole('button', { name: 'Leave without saving' }).click();
  });

  await test.step('a member reads who must approve, and files a request', async () => {
    await become(page, 'Alice Whitcombe');
    await expect(page.getByRole('link', { name: 'Policies' })).toHaveCount(0);
    await page.getByRole('link', { name: 'New request' }).click();
    const preview = page.getByRole('region', { name: 'What will happen' });

    await page.getByLabel('Resource').fill('nowhere');
    await page.getByLabel('Account').fill('db-admin');
    await expect(preview.getByRole('alert')).toBeVisible();
    await page.getByLabel('Resource').fill('prod-db');
    await expect(preview).toContainText('production-db-approval');
    await expect(preview).toContainText('2 approvals; 3 people can give them');
    await expect(preview).toContainText('Still needed: a justification.');
    await page.getByRole('textbox', { name: 'For how long', exact: true }).fill('9');
    await expect(preview.getByRole('alert')).toBeVisible();
    await page.getByRole('button', { name: '2 h', exact: true }).click();
    await page.getByLabel('Justification').fill('index rebuild');
    await page.getByLabel('Ticket').fill('OPS-400');
    await expect(preview.getByRole('alert')).toHaveCount(0);
    await page.getByRole('button', { name: 'File the request' }).click();

    await expect(detail(page)).toContainText('Alice Whitcombe wants db-admin on prod-db for 2 h');
    await expect(detail(page)).toContainText('index rebuild');
    await expect(detail(page)).toContainText('OPS-400');
    await expect(detail(page)).toContainText('alice.whitcombe@harbourline.example');
    await expect(detail(page)).toContainText(
      'Next: 1 of Bob Castellanos and Mei-Lin Zhao must approve. Then it goes on',
    );
  });

  await test.step('the requester reads why there is no Approve button', async () => {
    await expect(actions(page).getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expect(actions(page).locator('p').first()).toHaveText(/\w+.*\.$/);
    await actions(page).getByRole('button', { name: 'Why can’t I…?' }).click();
    await expect(actions(page)).toContainText('… approve');
    await expect(actions(page).getByRole('button', { name: 'Cancel request' })).toBeVisible();
  });

  await test.step('a manager approves; access does not start yet, and the screen names the approvals it lacks', async () => {
    await become(page, 'Bob Castellanos');
    // The filter “Waiting for me” would go on to the next request; “Open” stays on this one.
    await filter(page, 'Open');
    await row(page, 'prod-db', 'db-admin').click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('ok');
    await approve(page);
    await expect(actions(page)).toContainText('You approved it.');
    await expect(detail(page)).toContainText('Bob Castellanos approved');
    await expect(detail(page)).toContainText('0 of 2');
    await expect(detail(page)).toContainText(
      'Next: 2 of Carol Dufresne, Dan Østergaard and Frank Adeyemi must approve',
    );
    await expect(actions(page).getByRole('button', { name: 'Approve' })).toHaveCount(0);
  });

  await test.step('two people of the group security approve, and the access starts', async () => {
    for (const name of ['Carol Dufresne', 'Dan Østergaard']) {
      await become(page, name);
      await filter(page, 'Open');
      await row(page, 'prod-db', 'db-admin').click();
      await approve(page);
      await expect(actions(page)).toContainText('You approved it.');
    }
    await expect(detail(page)).toContainText('Access is open until');
    await expect(detail(page)).toContainText('2 h left');
    // It has left the open requests and is among the approved ones.
    await expect(row(page, 'prod-db', 'db-admin')).toHaveCount(0);
    await filter(page, 'Approved');
    await expect(row(page, 'prod-db', 'db-admin')).toContainText('approved');
  });

  await test.step('the access runs by the clock of the desk, and ends on time', async () => {
    await become(page, 'Alice Whitcombe');
    await goTo(page, 'Grants');
    const grant = page.getByRole('listitem').filter({ hasText: 'db-admin' });
    await expect(grant).toContainText('2 h left');
    await anHourLater(page);
    await expect(grant).toContainText('1 h left');
    await anHourLater(page);
    await expect(grant).toHaveCount(0);
    await filter(page, 'Expired');
    await expect(grant).toContainText('expired');
    await grant.getByRole('link', { name: 'Request' }).click();
    await expect(detail(page)).toContainText('Access ended when its time was up');
  });

  await test.step('the training clock starts and stops by its buttons', async () => {
    const clock = page.getByTestId('training-clock');
    const before = (await clock.getAttribute('datetime')) ?? '';
    await page.getByRole('button', { name: 'Let it run' }).click();
    await expect(clock).not.toHaveAttribute('datetime', before);
    await page.getByRole('button', { name: 'Stop it' }).click();
    await expect(page.getByRole('button', { name: 'Let it run' })).toBeVisible();
  });

  await test.step('the ledger has all events, and is intact', async () => {
    await become(page, 'Imani Okafor');
    await goTo(page, 'Ledger');
    await expect(page.getByRole('list', { name: 'Events' })).toContainText('ended when its time was up');
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await expect(page.getByRole('dialog')).toContainText('The ledger is intact');
    await page.keyboard.press('Escape');
  });

  for (const scheme of ['Light', 'Dark']) {
    await test.step(`every screen passes the accessibility check in ${scheme.toLowerCase()} colours`, async () => {
      await goTo(page, 'Settings');
      await page.getByText(scheme, { exact: true }).click();
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme.toLowerCase());
      await shoot(page, `settings-${scheme.toLowerCase()}`);

      await goTo(page, 'Inbox');
      await filter(page, 'Open');
      await row(page, 'prod-orders-db', 'postgres').click();
      await expect(detail(page)).toContainText('OPS-311');
      await shoot(page, `request-${scheme.toLowerCase()}`);
      await goTo(page, 'My requests');
      await expect(page.getByText('You have no open request.')).toBeVisible();
      await shoot(page, `my-requests-${scheme.toLowerCase()}`);
      await page.getByRole('link', { name: 'New request' }).click();
      await page.getByLabel('Resource').fill('prod-db');
      await page.getByLabel('Account').fill('db-admin');
      await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('Manager Review');
      await shoot(page, `new-request-${scheme.toLowerCase()}`);
      await goTo(page, 'Grants');
      await expect(page.getByRole('listitem').first()).toBeVisible();
      await shoot(page, `grants-${scheme.toLowerCase()}`);
      await goTo(page, 'Policies');
      await page.getByRole('link', { name: /^production-db-approval/ }).click();
      await expect(page.getByRole('region', { name: 'Policy', exact: true })).toContainText('Version 1');
      await shoot(page, `policy-${scheme.toLowerCase()}`);
      await page.getByRole('link', { name: 'Edit' }).click();
      await expect(page.getByLabel('Policy name')).toHaveValue('production-db-approval');
      await shoot(page, `policy-configuration-${scheme.toLowerCase()}`);
      await page.getByRole('button', { name: 'Next: Approval Sequence' }).click();
      await expect(page.getByRole('group', { name: 'Step 2' })).toBeVisible();
      await shoot(page, `policy-sequence-${scheme.toLowerCase()}`);
      await page.getByRole('button', { name: 'Next: Review' }).click();
      await expect(page.getByRole('button', { name: 'Save as a new version' })).toBeVisible();
      await shoot(page, `policy-review-${scheme.toLowerCase()}`);
      await goTo(page, 'People');
      await expect(page.getByRole('listitem').first()).toBeVisible();
      await shoot(page, `people-${scheme.toLowerCase()}`);
      await page.getByRole('link', { name: 'Groups' }).click();
      await expect(page.getByRole('list', { name: 'Groups' })).toContainText('managers');
      await shoot(page, `groups-${scheme.toLowerCase()}`);
      await goTo(page, 'Ledger');
      await expect(page.getByRole('list', { name: 'Events' })).toBeVisible();
      await shoot(page, `ledger-${scheme.toLowerCase()}`);
    });
  }
});
