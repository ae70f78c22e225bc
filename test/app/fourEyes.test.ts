import { expect, type Page, test } from 'playwright/test';
import { become, filter, goTo, settled } from './pages.ts';
import { shoot } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();
const IMANI = 'Imani Okafor';
const RUTH = 'Ruth Abelson';

const question = (page: Page) => page.getByRole('dialog', { name: 'Another admin has to approve this' });
const detail = (page: Page) => page.getByRole('region', { name: 'Proposal', exact: true });
const actions = (page: Page) => detail(page).getByRole('region', { name: 'Actions' });
const row = (page: Page, number: number) => page.locator(`[data-proposal="${number}"]`);
const place = (page: Page) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^Proposals/ });
const policy = (page: Page) => page.getByRole('region', { name: 'Policy', exact: true });

async function showPolicy(page: Page, name: string): Promise<void> {
  await goTo(page, 'Policies');
  await page.getByRole('list', { name: 'Policies' }).getByRole('link').filter({ hasText: name }).click();
  await expect(policy(page).getByRole('heading', { name })).toBeVisible();
}

/** Presses Tab until an element with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab');
    const called = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(called.trim())) return;
  }
  throw new Error(`The Tab key reaches no element with the name ${name}.`);
}

test('two admins turn four eyes on, change rules together, and turn it off again', async () => {
  test.slow();
  const { page } = desk();
  await test.step('an admin turns four eyes on, after reading which changes it covers', async () => {
    await become(page, IMANI);
    await expect(place(page)).toHaveCount(0);
    await goTo(page, 'Settings');
    const section = page.getByRole('region', { name: 'Four eyes on rules' });
    await expect(section).toContainText('changes to policies and groups, roles');
    await section.getByRole('switch').click({ force: true });
    await page.getByRole('dialog').getByRole('button', { name: 'Turn it on' }).click();
    await expect(section.getByRole('switch')).toBeChecked();
    await expect(place(page)).toBeVisible();
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await shoot(page, `switch-${scheme}`);
    }
    await page.emulateMedia({ colorScheme: null });
    await place(page).click();
    await expect(page.getByText('No proposal is open.')).toBeVisible();
  });

  await test.step('an admin proposes a change of a policy: the wizard announces that, and Escape changes and loses nothing', async () => {
    await showPolicy(page, 'redis-caches');
    await policy(page).getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Longest access', exact: true }).fill('4');
    await page.getByRole('button', { name: 'Next: Approval Sequence' }).click();
    await page.getByRole('button', { name: 'Next: Review' }).click();
    await expect(page.getByRole('region', { name: 'Review' })).toContainText('this is proposed');
    await page.getByRole('button', { name: 'Propose…' }).click();
    await expect(question(page).getByRole('list', { name: 'What you would propose' })).toContainText(
      'Change the policy “redis-caches” (to version 2).',
    );
    await shoot(page, 'propose-light');
    await page.keyboard.press('Escape');
    await expect(question(page)).toHaveCount(0);
    await expect(
      page.getByText('Nothing was changed and nothing was proposed. What you typed is still here.'),
    ).toBeVisible();

    await page.getByRole('button', { name: 'Propose…' }).click();
    await question(page).getByLabel('Why').fill('Month-end takes longer than two hours.');
    await question(page).getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(actions(page)).toContainText('Proposed. Another admin has to approve it.');
    await expect(detail(page)).toBeFocused();
    await expect(detail(page)).toContainText('Month-end takes longer than two hours.');
    await expect(place(page)).toHaveAccessibleName(/1 open/);
    // The draft became the proposal, so it is not offered again.
    await showPolicy(page, 'redis-caches');
    await expect(policy(page)).toContainText('Version 1');
    await policy(page).getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByRole('textbox', { name: 'Longest access', exact: true })).toHaveValue('2');
    await page.getByRole('button', { name: 'Leave without saving' }).click();
  });

  await test.step('the proposer cannot approve, and reads why', async () => {
    await place(page).click();
    await row(page, 1).click();
    await expect(actions(page)).toContainText('You made this proposal; another admin must decide it.');
    await expect(actions(page).getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expect(actions(page).getByRole('button', { name: 'Withdraw' })).toBeVisible();
  });

  await test.step('another admin sees the differences and approves; the policy has the new version', async () => {
    await become(page, RUTH);
    await place(page).click();
    await row(page, 1).click();
    const differences = detail(page).getByRole('list', { name: 'Differences: redis-caches' });
    await expect(differences).toContainText(/2 h.*4 h/);
    // What the proposer saw in the wizard.
    await expect(detail(page)).toContainText('What saving it would do now');
    await expect(detail(page)).toContainText(/It matches [\d,]+ of [\d,]+ accounts/);
    await expect(detail(page)).toContainText('What if it had been in force?');
    await shoot(page, 'proposal-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, 'proposal-dark');
    await page.emulateMedia({ colorScheme: null });
    await actions(page).getByRole('textbox', { name: 'Comment' }).fill('Agreed with finance.');
    await actions(page).getByRole('button', { name: 'Approve' }).click();
    await expect(actions(page)).toContainText('You approved it, and it is done.');
    await expect(detail(page)).toContainText('What was done');
    await expect(detail(page)).toContainText('Agreed with finance.');
    await expect(place(page)).not.toHaveAccessibleName(/open/);
    await detail(page).getByRole('link', { name: 'Show the policy redis-caches' }).click();
    await expect(policy(page)).toContainText('Version 2');
    await expect(policy(page)).toContainText('Access for up to 4 h.');
  });

  await test.step('a proposed role is rejected with a reason, and nothing changes; a new name is saved at once', async () => {
    await goTo(page, 'People');
    await page.getByRole('button', { name: 'Edit Bob Castellanos' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit Bob Castellanos' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Bob B. Castellanos');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Edit Bob B. Castellanos' })).toBeVisible();

    await page.getByRole('button', { name: 'Edit Bob B. Castellanos' }).click();
    await page.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: /^admin/ }).click();
    await page.getByRole('button', { name: 'Propose…' }).click();
    await expect(question(page)).toContainText('Make Bob B. Castellanos (bob) an admin.');
    await question(page).getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(actions(page)).toContainText('Proposed.');
    // The dialog for editing the person is closed, too.
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await become(page, IMANI);
    await place(page).click();
    await row(page, 2).click();
    await actions(page).getByRole('button', { name: 'Reject' }).click();
    await expect(actions(page)).toContainText('Say why, so that the proposer knows.');
    await page.keyboard.type('Two admins are enough.');
    await page.keyboard.press('Enter');
    await expect(actions(page)).toContainText('You rejected it. Nothing was changed.');
    await expect(detail(page)).toContainText('Two admins are enough.');
  });

  await test.step('an admin proposes a change of a group and withdraws it, with the keyboard alone', async () => {
    await goTo(page, 'People');
    await page.getByRole('navigation', { name: 'People or groups' }).getByRole('link', { name: 'Groups' }).click();
    await tabTo(page, /^Edit managers$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Edit managers' })).toBeVisible();
    await page.keyboard.type(' and leads');
    await page.keyboard.press('Enter');
    await expect(question(page).getByLabel('Why')).toBeFocused();
    // Escape closes the question and leaves the dialog below as it was.
    await page.keyboard.press('Escape');
    await expect(question(page)).toHaveCount(0);
    await expect(page.getByRole('dialog', { name: 'Edit managers' }).getByLabel('Name')).toHaveValue(
      'managers and leads',
    );
    await tabTo(page, /^Propose…$/);
    await page.keyboard.press('Enter');
    await expect(question(page).getByLabel('Why')).toBeFocused();
    await page.keyboard.type('They approve together.');
    await tabTo(page, /^Propose$/);
    await page.keyboard.press('Enter');
    await expect(detail(page)).toBeFocused();
    await expect(detail(page)).toContainText('They approve together.');
    await tabTo(page, /^Withdraw$/);
    await expect(actions(page).getByRole('button', { name: 'Withdraw' })).toBeEnabled();
    await page.keyboard.press('Enter');
    await expect(actions(page)).toContainText('You withdrew it. Nothing was changed.');
    await filter(page, 'Withdrawn');
    await expect(row(page, 3)).toBeVisible();
    await filter(page, 'Rejected');
    await expect(row(page, 2)).toBeVisible();
    await filter(page, 'All');
    await expect(page.getByRole('list', { name: 'Proposals' }).getByRole('link')).toHaveCount(3);
  });

  await test.step('an outdated proposal says so, and has no button to approve it', async () => {
    for (const why of ['First', 'Second']) {
      await goTo(page, 'People');
      await page.getByRole('navigation', { name: 'People or groups' }).getByRole('link', { name: 'Groups' }).click();
      await page.getByRole('button', { name: 'Edit dba' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill(`dba ${why}`);
      await page.getByRole('dialog').getByRole('button', { name: 'Propose…' }).click();
      await question(page).getByLabel('Why').fill(why);
      await question(page).getByRole('button', { name: 'Propose', exact: true }).click();
      await expect(detail(page)).toContainText(why);
    }
    await become(page, RUTH);
    await place(page).click();
    await row(page, 4).click();
    await settled(page, actions(page));
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await expect(actions(page)).toContainText('You approved it, and it is done.');
    await row(page, 5).click();
    await expect(detail(page).getByRole('list', { name: 'What it would change' })).toContainText('Outdated:');
    await expect(detail(page)).toContainText('it cannot be done as it is. Reject or withdraw it');
    await expect(actions(page).getByRole('button', { name: 'Reject' })).toBeVisible();
    await expect(actions(page).getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expect(actions(page).locator('p').first()).toContainText(/dba/);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await shoot(page, `overtaken-${scheme}`);
    }
    await page.emulateMedia({ colorScheme: null });
  });

  await test.step('turning four eyes off needs a proposal as well; an auditor reads all proposals and decides none', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('region', { name: 'Four eyes on rules' }).getByRole('switch').click({ force: true });
    await expect(question(page)).toContainText('Turn four eyes on rules off.');
    await question(page).getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(detail(page)).toContainText('Turn four eyes on rules off.');

    await become(page, 'Oleg Marchenko');
    await place(page).click();
    await row(page, 6).click();
    await expect(actions(page)).toContainText('Only admins decide proposals.');
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await shoot(page, `auditor-${scheme}`);
      await goTo(page, 'Settings');
      await shoot(page, `settings-${scheme}`);
      await place(page).click();
      await row(page, 6).click();
    }
    await page.emulateMedia({ colorScheme: null });

    await become(page, IMANI);
    await place(page).click();
    await row(page, 6).click();
    await actions(page).getByRole('button', { name: 'Approve' }).click();
    await expect(actions(page)).toContainText('it is done');
    await goTo(page, 'Settings');
    await expect(page.getByRole('region', { name: 'Four eyes on rules' }).getByRole('switch')).not.toBeChecked();
    // The earlier proposals can still be read.
    await expect(place(page)).toBeVisible();
  });
});
