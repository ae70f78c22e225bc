import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { become, goTo, pick } from './pages.ts';
import { launchDesk } from './support/launch.ts';
import { shoot } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();
const ADMIN = 'Imani Okafor';

/** Goes on by the Tab key alone until what has the focus is called that. */
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
  throw new Error(`The Tab key leads to nothing that is called ${name}.`);
}

const accounts = (page: Page) => page.getByRole('region', { name: 'Accounts', exact: true });
const steps = (page: Page) => page.getByRole('navigation', { name: 'Steps' });

async function newPolicy(page: Page): Promise<void> {
  await goTo(page, 'Policies');
  await page.getByRole('link', { name: 'Create policy' }).click();
  await expect(page.getByLabel('Policy name')).toBeVisible();
}

test('a policy is made by the keyboard alone, and its steps are put into order by it', async () => {
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
  // Whoever adds a condition is in it.
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
  // The focus went with the step, to the button that still leads somewhere.
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

test('the preview follows typing against 100,000 accounts, and no keystroke is dropped', async () => {
  const { page } = desk();
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
  // Written without a pause, as fast as keys can be pressed, while the desk looks through all accounts.
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

test('a pattern that is none is said so as it is typed, and a name that is taken, too', async () => {
  const { page } = desk();
  await page.getByLabel('Resource name').fill('rack-[1');
  await expect(page.getByText('The bracket [ at character 6 is not closed.')).toBeVisible();
  await page.getByLabel('Policy name').fill('by-keyboard');
  await expect(page.getByText('There is a policy named “by-keyboard” already')).toBeVisible();
  await expect(steps(page).getByRole('button', { name: /Configuration/ })).toContainText('2 things to fill in');
  await page.getByLabel('Resource name').fill('rack-1?-*');
  await page.getByLabel('Policy name').fill('racks');
  await expect(steps(page).getByRole('button', { name: /Configuration/ })).not.toContainText('to fill in');
});

test('a quorum that nobody can reach is explained, and mended', async () => {
  const { page } = desk();
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

test('a step is dragged to another place', async () => {
  const { page } = desk();
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
  test(`every step of the editor in ${scheme}, with nothing that accessibility forbids`, async () => {
    const { page } = desk();
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

test('a review says who wins where, and which accounts change or lose their gate', async () => {
  const { page } = desk();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await page.getByRole('link', { name: /^by-keyboard/ }).click();
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
  await shoot(page, 'review-changes');
  await page.getByRole('button', { name: 'Leave without saving' }).click();
});

test('what was begun survives a closed window, until it is not wanted any more', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'countersign-draft-'));
  try {
    const first = await launchDesk({ workspace });
    await become(first.page, ADMIN);
    await newPolicy(first.page);
    await first.page.getByLabel('Policy name').fill('half-written');
    await first.page.getByLabel('Resource name').fill('prod-[');
    // Closed at once: nothing waits for a pause in the typing.
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
