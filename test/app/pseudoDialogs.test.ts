import { expect, type Locator, type Page, test } from 'playwright/test';
import { en } from '#texts/en/index.ts';
import { accented, pseudoText } from '#texts/pseudo.ts';
import { becomePseudo, button, expectOnlyTexts, openAddress, trainingData } from './support/pseudo.ts';
import { oneDesk } from './support/window.ts';

const ADMIN = 'Imani Okafor';
const data = trainingData();

/** Opens a dialog, expects only texts of the catalogue in it, and closes it. */
async function expectDialog(screen: string, page: Page, opener: Locator, more: readonly string[] = []): Promise<void> {
  await opener.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog').locator('[aria-busy=true]')).toHaveCount(0);
  await expectOnlyTexts(screen, page, [...data, ...more]);
  await closeDialog(page);
}

// The first Escape may close the choices of a field.
async function closeDialog(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
}

/** Asks about an action of a request, expects only texts of the catalogue in the question, and takes it back. */
async function expectQuestion(screen: string, page: Page, action: string): Promise<void> {
  const actions = page.getByRole('region', { name: pseudoText(en.request.actions.label) });
  await button(actions, action).click();
  await expect(button(actions, en.common.back)).toBeVisible();
  await expectOnlyTexts(screen, page, data);
  await button(actions, en.common.back).click();
}

const firstRow = (page: Page): Locator => page.locator('[data-request]').first();

test.describe('a dialog', () => {
  const desk = oneDesk({ pseudo: true });

  test('about a decision has no text outside the catalogue', async () => {
    const { page } = desk();
    await becomePseudo(page, 'Carol Dufresne');
    await openAddress(page, '/inbox?filter=waiting:me');
    await firstRow(page).click();
    await expectQuestion('approve', page, en.request.actions.approve.button);
    await expectQuestion('reject', page, en.request.actions.reject.button);
    await becomePseudo(page, ADMIN);
    await openAddress(page, '/inbox?filter=is:open');
    await firstRow(page).click();
    await expectQuestion('cancel', page, en.request.actions.cancel.button);
  });

  test('about many decisions has no text outside the catalogue', async () => {
    const { page } = desk();
    await becomePseudo(page, 'Carol Dufresne');
    await openAddress(page, '/inbox?filter=is:open');
    await expect(firstRow(page)).toBeVisible();
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    const selection = page.getByRole('region', { name: pseudoText(en.inbox.selection.region) });
    await expectDialog('approve many', page, button(selection, en.inbox.selection.shortApprove));
    await expectDialog('reject many', page, button(selection, en.inbox.selection.shortReject));
  });

  test('about break-glass has no text outside the catalogue', async () => {
    const { page } = desk();
    await becomePseudo(page, 'Tomás Herrera');
    await openAddress(page, '/mine?filter=is:open');
    await page.locator('[data-request]').filter({ hasText: 'prod-search-cluster' }).first().click();
    await expectDialog('break-glass', page, button(page, en.request.bypass.open));
  });

  test('about a grant has no text outside the catalogue', async () => {
    const { page } = desk();
    await becomePseudo(page, ADMIN);
    await openAddress(page, '/grants?show=active');
    await expectDialog('revoke', page, button(page, en.grants.row.action.revoke));
    await expectDialog('check access', page, button(page, en.grants.checkAccess));
    await openAddress(page, '/grants?show=review');
    await expectDialog('review', page, button(page, en.grants.row.action.review));
    await becomePseudo(page, 'Yuki Tanabe');
    await openAddress(page, '/grants?show=active');
    await expectDialog('release', page, button(page, en.grants.row.action.release));
  });

  test('about a policy has no text outside the catalogue', async () => {
    const { page } = desk();
    await becomePseudo(page, ADMIN);
    await openAddress(page, '/policies');
    await button(page, en.policies.export).click();
    const yaml = page.getByRole('dialog').getByRole('textbox').last();
    await expect(yaml).toHaveValue(/kind: PolicySet/);
    const lines = (await yaml.inputValue()).split('\n').filter((line) => !line.startsWith('#'));
    await expectOnlyTexts('export', page, [...data, ...lines.map((line) => line.trim())]);
    await closeDialog(page);
    await page
      .getByRole('list', { name: pseudoText(en.policies.list) })
      .getByRole('link')
      .first()
      .click();
    await expectOnlyTexts('policy', page, data);
    await expectDialog('archive', page, button(page, en.policies.one.archive));
  });

  test('about people and groups has no text outside the catalogue', async () => {
    const { page } = desk();
    await becomePseudo(page, ADMIN);
    await openAddress(page, '/people');
    const person = 'Alice Whitcombe';
    await expectDialog('add a person', page, button(page, en.people.add));
    await expectDialog('edit a person', page, button(page, en.people.row.editSpoken, person));
    await expectDialog('disable', page, button(page, en.people.row.disableSpoken, person));
    await openAddress(page, '/people?tab=groups');
    await expectDialog('create a group', page, button(page, en.people.createGroup));
    const groups = page.getByRole('list', { name: pseudoText(en.people.groups.list) });
    await expectDialog('edit a group', page, groups.getByRole('button').first());
    await expectDialog('remove a group', page, groups.getByRole('button', { name: accented('Remove') }).first());
  });

  test('about saved views has no text outside the catalogue', async () => {
    const { page } = desk();
    await becomePseudo(page, ADMIN);
    await openAddress(page, '/inbox?filter=is:open');
    await button(page, en.inbox.views.menu).click();
    const save = page.getByRole('menuitem', { name: pseudoText(en.inbox.views.save) });
    await expectDialog('save a view', page, save);
    await button(page, en.inbox.views.menu).click();
    await save.click();
    await page.getByRole('dialog').getByRole('textbox').fill('prod-db');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // The menu has the name of the view on screen.
    await page.getByRole('button', { name: 'prod-db', exact: true }).click();
    await expectDialog('manage views', page, page.getByRole('menuitem', { name: pseudoText(en.inbox.views.manage) }));
  });

  test('about the settings and the ledger has no text outside the catalogue', async () => {
    const { page } = desk();
    await becomePseudo(page, ADMIN);
    await openAddress(page, '/settings');
    const fourEyes = page.getByRole('region', { name: pseudoText(en.settings.fourEyes.title) });
    await fourEyes.getByRole('switch').click({ force: true });
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectOnlyTexts('four eyes', page, data);
    await page.keyboard.press('Escape');
    await openAddress(page, '/ledger');
    await button(page, en.ledger.verify.submit).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectOnlyTexts('verify', page, data);
  });
});

test.describe('the policy editor', () => {
  const desk = oneDesk({ pseudo: true });

  test('has no text outside the catalogue in any step, nor in the result of a what-if', async () => {
    const { page } = desk();
    await becomePseudo(page, ADMIN);
    await openAddress(page, '/policies');
    await page
      .getByRole('list', { name: pseudoText(en.policies.list) })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('link', { name: pseudoText(en.policies.one.edit) }).click();
    await expectOnlyTexts('configuration', page, data);
    for (const step of ['sequence', 'review'] as const) {
      await button(page, en.policies.wizard.next[step]).click();
      await expect(button(page, en.policies.wizard.next[step])).toHaveCount(0);
      await expectOnlyTexts(step, page, data);
    }
    await button(page, en.policies.whatIf.run).click();
    await expect(button(page, en.policies.whatIf.runAgain)).toBeVisible();
    await expectOnlyTexts('what-if', page, data);
  });
});

test.describe('four eyes', () => {
  const desk = oneDesk({ pseudo: true });

  test('has no text outside the catalogue in its dialog, its page and its actions', async () => {
    const { page } = desk();
    await becomePseudo(page, ADMIN);
    await openAddress(page, '/settings');
    const fourEyes = page.getByRole('region', { name: pseudoText(en.settings.fourEyes.title) });
    await fourEyes.getByRole('switch').click({ force: true });
    await button(page.getByRole('dialog'), en.settings.fourEyes.confirm).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await openAddress(page, '/people?tab=groups');
    const groups = page.getByRole('list', { name: pseudoText(en.people.groups.list) });
    await groups.getByRole('button').first().click();
    const name = page.getByRole('dialog').getByRole('textbox').first();
    await name.fill('night-shift');
    await name.press('Enter');
    const propose = page.getByRole('dialog', { name: pseudoText(en.proposals.propose.title) });
    await expect(propose).toBeVisible();
    const more = ['night-shift'];
    await expectOnlyTexts('propose', page, [...data, ...more]);
    await button(propose, en.proposals.propose.submit).click();
    await expect(propose).toHaveCount(0);
    await becomePseudo(page, 'Ruth Abelson');
    await openAddress(page, '/proposals');
    await page.locator('[data-proposal]').first().click();
    await expectOnlyTexts('proposal', page, [...data, ...more]);
    for (const action of [en.proposals.actions.approve.button, en.proposals.actions.reject.button]) {
      await button(page, action).click();
      await expect(button(page, en.common.back)).toBeVisible();
      await expectOnlyTexts(action, page, [...data, ...more]);
      await button(page, en.common.back).click();
    }
  });
});
