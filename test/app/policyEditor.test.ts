import { rmSync } from 'node:fs';
import { expect, type Page, test } from 'playwright/test';
import { become, goTo, pick } from './pages.ts';
import { copyOf, launchDesk, untouchedTraining } from './support/launch.ts';
import { shoot, shootBoth } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();
const ADMIN = 'Imani Okafor';

/** Presses Tab until an element with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return '';
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return element.getAttribute('aria-label') ?? labels.map((label) => label.textContent).join(' ') ?? '';
    });
    const text = focused === '' ? await page.evaluate(() => document.activeElement?.textContent ?? '') : focused;
    if (name.test(text.trim())) return;
  }
  throw new Error(`The Tab key reaches no element with the name ${name}.`);
}

const accounts = (page: Page) => page.getByRole('region', { name: 'Accounts', exact: true });
const steps = (page: Page) => page.getByRole('navigation', { name: 'Steps' });

async function newPolicy(page: Page): Promise<void> {
  await goTo(page, 'Policies');
  await page.getByRole('link', { name: 'Create policy' }).click();
  await expect(page.getByLabel('Policy name')).toBeVisible();
}

test('an admin creates a policy and orders its steps with the keyboard alone', async () => {
  const { page } = desk();
  await become(page, ADMIN);
  await tabTo(page, /^Policies/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Create policy$/);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Policy name')).toBeVisible();
  await tabTo(page, /^Policy name/);
  await page.keyboard.type('by-keyboard');
  await tabTo(page, /^Resource name/);
  await page.keyboard.type('prod-orders-db');
  await expect(accounts(page)).toContainText('from production-databases to by-keyboard');
  await tabTo(page, /^Add a condition/);
  await page.keyboard.press('Enter');
  // The new condition has the focus.
  await page.keyboard.type('rack-99-host-*');
  await tabTo(page, /^Next: Approval Sequence/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Step name/);
  await page.keyboard.type('Manager says yes');
  await tabTo(page, /^Approvers/);
  await page.keyboard.type('managers');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await tabTo(page, /^Add a step/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Security looks');
  await tabTo(page, /^Approvers/);
  await page.keyboard.type('Carol');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByText('Security looks is step 1 of 2 now.')).toBeAttached();
  await expect(page.getByRole('group', { name: 'Step 1' }).getByLabel('Step name')).toHaveValue('Security looks');
  await tabTo(page, /^Move Security looks down/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Security looks is step 2 of 2 now.')).toBeAttached();
  // The focus follows the step, to the button that can still move it.
  await expect(page.getByRole('button', { name: 'Move Security looks up' })).toBeFocused();
  await tabTo(page, /^Next: Review/);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Carol Dufresne could not get access under this policy/)).toBeVisible();
  await tabTo(page, /^Create policy$/);
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'Policy', exact: true });
  await expect(detail).toContainText('by-keyboard');
  await expect(detail).toContainText(/Manager says yes.*Security looks/s);
});

test('an admin writes a policy against 100,000 accounts', async () => {
  test.slow();
  const { page } = desk();
  await become(page, ADMIN);
  await test.step('the preview follows the typing, and no keystroke is lost', async () => {
    const imported = await page.evaluate(async () => {
      const rows = Array.from({ length: 100_000 }, (_, index) => ({
        resource: `rack-${index % 100}-host-${String(index).padStart(6, '0')}`,
        account: index % 2 === 0 ? 'root' : 'svc-deploy',
      }));
      const given = await window.desk.accounts.import({ rows });
      return given.ok ? given.result.added : given.error.message;
    });
    expect(imported).toBe(100_000);
    await newPolicy(page);
    const resource = page.getByLabel('Resource name');
    await resource.pressSequentially('rack-1', { delay: 10 });
    await expect(resource).toHaveValue('rack-1');
    await expect(accounts(page)).toContainText('matches 0 of', { timeout: 30_000 });
    // Typed without a pause while the desk looks through all accounts.
    await resource.pressSequentially('?-host-0000*', { delay: 5 });
    await expect(resource).toHaveValue('rack-1?-host-0000*');
    await expect(accounts(page)).toContainText('matches 10 of');
    await page.getByLabel('Account name').pressSequentially('svc-*', { delay: 5 });
    await expect(accounts(page)).toContainText('matches 5 of');
    await expect(accounts(page).getByRole('listitem')).toHaveCount(5);
    await expect(accounts(page).getByRole('listitem').first()).toContainText('svc-deploy on rack-11-host-000011');
    await expect(accounts(page).getByRole('listitem').first()).toContainText('gets its first policy');
    await shoot(page, 'preview-light');
  });

  await test.step('an invalid pattern and a name in use are reported while they are typed', async () => {
    await page.getByLabel('Resource name').fill('rack-[1');
    await expect(page.getByText('The bracket [ at character 6 is not closed.')).toBeVisible();
    await page.getByLabel('Policy name').fill('production-databases');
    await expect(page.getByText('There is a policy named “production-databases” already')).toBeVisible();
    await expect(steps(page).getByRole('button', { name: /Configuration/ })).toContainText('2 things to fill in');
    await page.getByLabel('Resource name').fill('rack-1?-*');
    await page.getByLabel('Policy name').fill('racks');
    await expect(steps(page).getByRole('button', { name: /Configuration/ })).not.toContainText('to fill in');
  });

  await test.step('a quorum that cannot be reached is explained, and corrected', async () => {
    await page.getByRole('button', { name: 'Next: Approval Sequence' }).click();
    await pick(page, page.getByRole('combobox', { name: 'Approvers' }), 'managers');
    await page.getByLabel('Required approvals').fill('7');
    const risks = page.getByRole('region', { name: 'Problems and risks' });
    await expect(risks).toContainText('Cannot be saved. No request could ever pass this policy.');
    await expect(risks).toContainText(/step 1 needs 7 more approvals.*it lacks/i);
    await expect(steps(page).getByRole('button', { name: /Approval Sequence/ })).toContainText('1 thing to fix');
    await page.getByLabel('Required approvals').fill('2');
    await expect(risks).toContainText('Warning.');
    await expect(risks).toContainText('could not get access under this policy');
    await page.getByLabel('Required approvals').fill('1');
    await expect(risks).toHaveCount(0);
  });

  await test.step('the mouse drags a step to another place', async () => {
    await page.getByLabel('Step name').fill('Managers');
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByRole('group', { name: 'Step 2' }).getByLabel('Step name').fill('Security');
    await pick(page, page.getByRole('group', { name: 'Step 2' }).getByRole('combobox', { name: 'Approvers' }), 'Carol');
    await page
      .getByRole('group', { name: 'Step 2' })
      .getByTitle(/Drag it/)
      .dragTo(page.getByRole('group', { name: 'Step 1' }));
    await expect(page.getByRole('group', { name: 'Step 1' }).getByLabel('Step name')).toHaveValue('Security');
    await expect(page.getByText('Security is step 1 of 2 now.')).toBeAttached();
  });

  for (const scheme of ['light', 'dark'] as const) {
    await test.step(`every step of the editor passes the accessibility check in ${scheme} colours`, async () => {
      await page.emulateMedia({ colorScheme: scheme });
      for (const [name, title] of [
        ['configuration', /Configuration/],
        ['sequence', /Approval Sequence/],
        ['review', /Review/],
      ] as const) {
        await steps(page).getByRole('button', { name: title }).click();
        await expect(page.getByRole('region', { name: title })).toBeVisible();
        await shoot(page, `editor-${name}-${scheme}`);
      }
    });
  }
});

test('a review says which policy wins for an account, and which accounts change or lose their policy', async () => {
  const { page } = desk();
  await become(page, ADMIN);
  const created = await page.evaluate(async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      resource: `rack-99-host-${String(index * 100 + 99).padStart(6, '0')}`,
      account: 'svc-deploy',
    }));
    await window.desk.accounts.import({ rows });
    const managers = await window.desk.groups.list({ text: 'managers' });
    const approvers = (managers.ok ? managers.result.items : []).map(({ id }) => ({ kind: 'group' as const, id }));
    return window.desk.policies.create({
      name: 'databases-and-racks',
      conditions: [{ resource: 'prod-orders-db' }, { resource: 'rack-99-host-*' }],
      duration: { maxSeconds: 3_600 },
      steps: [{ approvers, required: 1 }],
    });
  });
  expect(created.ok).toBe(true);
  await goTo(page, 'Policies');
  await page.getByRole('link', { name: /^databases-and-racks/ }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Precedence').fill('5');
  await page.getByLabel('Resource name').first().fill('prod-*-db');
  await page.getByRole('button', { name: 'Remove condition 2' }).click();
  await steps(page)
    .getByRole('button', { name: /Review/ })
    .click();
  const beside = page.getByRole('complementary', { name: 'What saving it would change' });
  await expect(beside).toContainText('production-databases');
  await expect(beside).toContainText('because its precedence is higher (5 against 0)');
  await expect(beside).toContainText(
    '1,000 accounts would be gated by no policy any more, svc-deploy on rack-99-host-000099 for one',
  );
  await expect(page.getByRole('region', { name: 'Accounts whose policy changes' })).toContainText(
    'loses its only policy',
  );
  await page.getByRole('list', { name: 'Accounts whose policy changes' }).locator('..').press('End');
  await expect(page.getByRole('region', { name: 'Accounts whose policy changes' })).toContainText(
    'from production-databases',
  );
  const differences = page.getByRole('list', { name: 'What differs from the current version' });
  await expect(differences).toContainText('The precedence changes from 0 to 5.');
  await differences.scrollIntoViewIfNeeded();
  await shootBoth(page, 'review-changes');
  await page.getByRole('button', { name: 'Leave without saving' }).click();
});

test('a draft is offered after the window was closed, until the admin starts over', async () => {
  const workspace = copyOf(await untouchedTraining());
  try {
    const first = await launchDesk({ workspace });
    await become(first.page, ADMIN);
    await newPolicy(first.page);
    await first.page.getByLabel('Policy name').fill('half-written');
    await first.page.getByLabel('Resource name').fill('prod-[');
    // Closed at once, without a pause after the typing.
    await first.close();

    const second = await launchDesk({ workspace });
    await become(second.page, ADMIN);
    await goTo(second.page, 'Policies');
    await second.page.getByRole('link', { name: 'Create policy' }).click();
    const offer = second.page.getByRole('region', { name: 'Your draft' });
    await expect(offer).toContainText('Continue your draft of');
    await expect(offer).toContainText('half-written, with 1 condition and 1 step.');
    await shoot(second.page, 'draft-offered');
    await offer.getByRole('button', { name: 'Continue' }).click();
    await expect(second.page.getByLabel('Policy name')).toHaveValue('half-written');
    await expect(second.page.getByLabel('Resource name')).toHaveValue('prod-[');
    await goTo(second.page, 'Policies');
    await second.page.getByRole('link', { name: 'Create policy' }).click();
    await offer.getByRole('button', { name: 'Start over' }).click();
    await expect(second.page.getByLabel('Policy name')).toHaveValue('');
    await goTo(second.page, 'Policies');
    await second.page.getByRole('link', { name: 'Create policy' }).click();
    await expect(second.page.getByLabel('Policy name')).toHaveValue('');
    await second.close();
  } finally {
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
});
