import { expect, type Page, test } from 'playwright/test';
import { goTo } from './pages.ts';
import { printedPageOf } from './support/printedPages.ts';
import { oneDesk } from './support/window.ts';

// On a real desk, because people of a training desk have no keys of their own.
const desk = oneDesk({ real: true });
const passphrases = { ada: 'ada keeps seven violet herons', bea: 'bea folds forty paper lanterns' } as const;

async function signIn(page: Page, username: keyof typeof passphrases): Promise<void> {
  await page.evaluate(() => window.desk.session.signOut({}));
  await page.reload();
  await page.getByRole('textbox', { name: 'Username' }).fill(username);
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrases[username]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: /^You are / })).toBeVisible();
}

test('under four eyes one admin proposes a one-time code, and the admin who approves it sees it', async () => {
  test.slow();
  const { app, page } = desk();
  await test.step('a desk with two admins is founded, and one of them turns four eyes on', async () => {
    await printedPageOf(
      app,
      () =>
        page.evaluate(async (passphrase) => {
          const workspace = await window.desk.workspace.get({});
          const admin = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };
          const directory = workspace.ok ? workspace.result.directory : '';
          await window.desk.workspace.found({ directory, name: 'Night desk', admin, passphrase });
        }, passphrases.ada),
      'Recovery code',
    );
    const code = await printedPageOf(
      app,
      () =>
        page.evaluate(async () => {
          const cyd = { username: 'cyd', name: 'Cyd Cliff', email: 'cyd@example.test', role: 'member' as const };
          await window.desk.people.create(cyd);
          const bea = { username: 'bea', name: 'Bea Brook', email: 'bea@example.test', role: 'admin' as const };
          const made = await window.desk.people.create(bea);
          if (made.ok) await window.desk.people.issueCode({ id: made.result.id });
        }),
      'One-time code',
    );
    const answers = await page.evaluate(
      async ({ given, ada, bea }) => [
        await window.desk.settings.update({ fourEyes: true }),
        await window.desk.session.enrol({ username: 'bea', code: given, passphrase: bea }),
        await window.desk.session.signIn({ username: 'ada', passphrase: ada }),
        await window.desk.settings.update({ fourEyes: true }),
      ],
      { given: code, ...passphrases },
    );
    // One admin with a key is not enough.
    expect(answers.map(({ ok }) => ok)).toEqual([false, true, true, true]);
  });

  await test.step('one admin proposes a one-time code, and the admin who approves it sees it', async () => {
    await signIn(page, 'ada');
    await goTo(page, 'People');
    await page.getByRole('button', { name: 'One-time code for Cyd Cliff' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Propose…' }).click();
    const question = page.getByRole('dialog', { name: 'Another admin has to approve this' });
    await expect(question).toContainText('Issue a one-time code for Cyd Cliff (cyd).');
    await question.getByRole('button', { name: 'Propose', exact: true }).click();
    const actions = page.getByRole('region', { name: 'Actions' });
    await expect(actions).toContainText('Proposed. Another admin has to approve it.');
    expect(app.windows()).toHaveLength(1);

    await signIn(page, 'bea');
    await goTo(page, 'Proposals');
    await page.locator('[data-proposal="1"]').click();
    const code = await printedPageOf(
      app,
      () => actions.getByRole('button', { name: 'Approve' }).click(),
      'One-time code',
    );
    expect(code).toMatch(/^[0-9A-Z-]{9,}$/);
    await expect(actions).toContainText('is on its own page, which has just opened');
  });
});
