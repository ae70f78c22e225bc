import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { savedHead } from '#contract/ledger.ts';
import { actions, approve, decideNow, detail, done, filter, goTo, pending, row } from './pages.ts';
import { moveClock } from './support/clock.ts';
import { heapOf } from './support/heap.ts';
import { type Launched, launchDesk, openAnother } from './support/launch.ts';
import { shoot } from './support/looks.ts';
import { field, me, names, next, passphrases, signIn, signOut, type Username } from './support/people.ts';
import { printedPageOf } from './support/printedPages.ts';

const codes = new Map<Username, string>();
let launched: Launched | null = null;
const running = (): Launched => {
  if (launched === null) throw new Error('The application runs only while the tests of the file do.');
  return launched;
};

// biome-ignore lint/correctness/noEmptyPattern: Playwright wants the fixtures destructured, and none is used
test.afterEach(async ({}, info) => {
  if (info.status !== info.expectedStatus) await launched?.page.screenshot({ path: info.outputPath('failed.png') });
});
test.afterAll(async () => {
  const folder = launched?.workspace;
  await launched?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a real desk is founded; people enrol, decide, leave and come back', async () => {
  test.setTimeout(300_000);
  const workspace = mkdtempSync(join(tmpdir(), 'countersign-real-'));
  launched = await launchDesk({ workspace, real: true, clock: true });
  await test.step('an admin founds a desk in four steps and sees its fingerprint', async () => {
    const { page } = running();
    await page.getByRole('button', { name: 'Found a desk' }).click();
    await field(page, 'Name of the desk').fill('Night desk');
    await next(page).click();
    await field(page, 'Username').fill('ada');
    await field(page, 'Name').fill(names.ada);
    await field(page, 'E-mail').fill('ada@example.test');
    await next(page).click();
    // A weak passphrase is refused while it is typed.
    await field(page, 'Passphrase').fill('ada1234');
    await expect(page.getByText('Use at least 12 characters.')).toBeVisible();
    await field(page, 'Passphrase').fill(passphrases.ada);
    await field(page, 'Passphrase again').fill(passphrases.ada);
    await next(page).click();
    const kit = await printedPageOf(
      running().app,
      () => page.getByRole('button', { name: 'Found the desk' }).click(),
      'Recovery code',
    );
    expect(kit).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
    await expect(page.getByRole('heading', { name: 'Night desk is founded' })).toBeVisible();
    const shown = (await page.getByRole('main').innerText()).replace(/\s/g, '');
    const { fingerprint } = await page.evaluate(async () => {
      const answer = await window.desk.session.get({});
      return answer.ok ? answer.result.workspace : { fingerprint: 'none' };
    });
    expect(shown).toContain(fingerprint);
    const seen = await printedPageOf(
      running().app,
      () => page.getByRole('button', { name: 'Print or save…' }).click(),
      'Fingerprint',
    );
    expect(seen.replace(/\s/g, '')).toBe(fingerprint);
    await page.getByRole('button', { name: 'Go to the desk' }).click();
    await expect(me(page, 'ada')).toBeVisible();
  });

  await test.step('the head is saved in the file that the person chooses', async () => {
    const { app, page } = running();
    const file = join(workspace, 'saved-head.json');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await goTo(page, 'Ledger');
    const opened = app.waitForEvent('window');
    await page.getByRole('button', { name: 'Save a checkpoint…' }).click();
    const printedPage = await opened;
    await printedPage.getByRole('button', { name: 'Save…' }).click();
    await expect.poll(() => statSync(file, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(0);
    await done(printedPage);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ sequence: 2 });
  });

  await test.step('the admin adds three people, and each code is on a page outside the window', async () => {
    const { page } = running();
    await goTo(page, 'People');
    for (const username of ['bob', 'carol', 'dan'] as const) {
      await page.getByRole('button', { name: 'Add a person' }).click();
      await field(page, 'Username').fill(username);
      await field(page, 'Name').fill(names[username]);
      await field(page, 'E-mail').fill(`${username}@example.test`);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      const code = await printedPageOf(
        running().app,
        () => page.getByRole('button', { name: 'Issue the code' }).click(),
        'One-time code',
      );
      codes.set(username, code);
      await page.getByRole('dialog').getByText('Close', { exact: true }).click();
    }
    // Other tests create policies in the window.
    await page.evaluate(async () => {
      const people = await window.desk.people.list({});
      const idOf = (username: string) =>
        (people.ok ? people.result.items : []).find((person) => person.username === username)?.id ?? '';
      const step = (name: string, username: string) => ({
        name,
        approvers: [{ kind: 'person' as const, id: idOf(username) }],
        required: 1,
      });
      await window.desk.policies.create({
        name: 'production',
        conditions: [{ resource: 'prod-*' }],
        duration: { maxSeconds: 7_200 },
        steps: [step('Manager Review', 'carol'), step('Security Review', 'dan')],
      });
    });
    await signOut(page);
  });

  for (const scheme of ['light', 'dark'] as const) {
    await test.step(`the screens of a real desk pass the accessibility check in ${scheme} colours`, async () => {
      const { page } = running();
      await page.emulateMedia({ colorScheme: scheme });
      await shoot(page, `sign-in-${scheme}`);
      await page.getByRole('button', { name: 'I have a one-time code' }).click();
      await field(page, 'New passphrase').fill('password');
      await expect(
        page.getByText('This can be guessed too easily.').or(page.getByText('Use at least 12')),
      ).toBeVisible();
      await shoot(page, `one-time-code-${scheme}`);
      await page.getByRole('button', { name: 'Back to sign in' }).click();
      await page.getByRole('button', { name: 'Use the recovery kit' }).click();
      await shoot(page, `recovery-${scheme}`);
      await page.getByRole('button', { name: 'Back to sign in' }).click();
      await signIn(page, 'ada');
      await expect(me(page, 'ada')).toBeVisible();
      await goTo(page, 'People');
      await expect(page.getByText('enrolled').first()).toBeVisible();
      await shoot(page, `people-${scheme}`);
      await page.getByRole('button', { name: `Disable ${names.carol}` }).click();
      await expect(page.getByRole('dialog')).toContainText('production');
      await shoot(page, `disable-${scheme}`);
      await page.getByRole('button', { name: 'Back' }).click();
      await page.getByRole('link', { name: 'Import…' }).click();
      const csv = 'username,name,email,role\ndan,Daniel Dale,dan@example.test,member\nfay,Fay,nothing,member\n';
      await field(page, 'Or paste the rows').fill(csv);
      await expect(page.getByRole('region', { name: 'Preview' })).toContainText('line 3');
      await shoot(page, `import-${scheme}`);
      await goTo(page, 'Settings');
      await expect(page.getByRole('button', { name: 'New recovery kit…' })).toBeVisible();
      await shoot(page, `settings-${scheme}`);
      await page.emulateMedia({ colorScheme: null });
      await signOut(page);
    });
  }

  await test.step('each of the three signs in with the code and chooses a passphrase', async () => {
    const { page } = running();
    for (const username of ['bob', 'carol', 'dan'] as const) {
      await page.getByRole('button', { name: 'I have a one-time code' }).click();
      await field(page, 'Username').fill(username);
      await field(page, 'One-time code').fill((codes.get(username) ?? '').toLowerCase());
      await field(page, 'New passphrase').fill(passphrases[username]);
      await field(page, 'New passphrase again').fill(passphrases[username]);
      await page.getByRole('button', { name: 'Set the passphrase and sign in' }).click();
      await expect(me(page, username)).toBeVisible();
      await expect(me(page, username)).toContainText('member');
      await signOut(page);
    }
  });

  await test.step('a request passes both steps, and its approvers sign in one after the other', async () => {
    const { page } = running();
    await signIn(page, 'bob');
    await page.getByRole('link', { name: 'New request' }).click();
    await page.getByLabel('Resource').fill('prod-db');
    await page.getByLabel('Account').fill('root');
    await page.getByRole('button', { name: 'File the request' }).click();
    await expect(detail(page)).toContainText('Bob Brook wants root on prod-db');
    await signOut(page);
    for (const username of ['carol', 'dan'] as const) {
      await signIn(page, username);
      await row(page, 'prod-db', 'root').click();
      await approve(page);
      await expect(actions(page)).toContainText('You approved it.');
      await signOut(page);
    }
  });

  await test.step('after a restart of the application nothing is lost and nobody is signed in', async () => {
    await running().close();
    launched = await launchDesk({ workspace, real: true, clock: true });
    const { page } = running();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await signIn(page, 'bob');
    await goTo(page, 'Grants');
    await expect(page.getByRole('main')).toContainText('prod-db');
    await signOut(page);
  });

  await test.step('wrong passphrases are refused, and after the fifth in a row the person must wait', async () => {
    const { page } = running();
    for (let tries = 1; tries <= 5; tries += 1) {
      await signIn(page, 'carol', `wrong try number ${tries}`);
      await expect(page.getByRole('alert')).toContainText('do not belong together');
    }
    await expect(page.getByText(/Wait \d+ s before the next/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled();
    // The desk refuses the next attempt itself, not only the window.
    const code = await page.evaluate(async (passphrase) => {
      const answer = await window.desk.session.signIn({ username: 'carol', passphrase });
      return answer.ok ? 'signed in' : answer.error.code;
    }, passphrases.carol);
    expect(code).toBe('SIGN_IN_SLOWED');
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled({ timeout: 60_000 });
    await signIn(page, 'carol');
    await expect(me(page, 'carol')).toBeVisible();
    await signOut(page);
  });

  await test.step('the memory of the window contains no passphrase and no code', async () => {
    const { page } = running();
    await signIn(page, 'dan');
    await expect(me(page, 'dan')).toBeVisible();
    await signOut(page);
    const marker = 'planted to show that the search finds text';
    await page.evaluate((text) => {
      Object.assign(window, { planted: `${text}!` });
    }, marker);
    const heap = await heapOf(page);
    expect(heap).toContain(marker);
    for (const secret of [...Object.values(passphrases), ...codes.values()])
      expect(heap.includes(secret), `“${secret}” in the heap`).toBe(false);
  });

  await test.step('locking one window with the keyboard signs the person out of the other window', async () => {
    const { app, page } = running();
    await signIn(page, 'ada');
    await expect(me(page, 'ada')).toBeVisible();
    const second = await openAnother(app);
    await signIn(second, 'ada');
    await expect(me(second, 'ada')).toBeVisible();
    await page.bringToFront();
    await page.keyboard.press('Control+L');
    await expect(page.getByRole('heading', { name: `Locked. ${names.ada}, sign in again.` })).toBeVisible();
    const code = await second.evaluate(async () => {
      const answer = await window.desk.requests.list({});
      return answer.ok ? 'answered' : answer.error.code;
    });
    expect(code).toBe('NOT_SIGNED_IN');
    await expect(second.getByRole('heading', { name: /^Locked\./ })).toBeVisible();
    await second.close();
  });

  await test.step('the passphrase alone unlocks the desk', async () => {
    const { page } = running();
    await expect(field(page, 'Passphrase')).toBeFocused();
    await page.keyboard.type(passphrases.ada);
    await page.keyboard.press('Enter');
    await expect(me(page, 'ada')).toBeVisible();
  });

  await test.step('a decision asks for the passphrase again after the time of the setting', async () => {
    const { app, page } = running();
    await goTo(page, 'Settings');
    await field(page, 'Ask for the passphrase again after').fill('5');
    await page.getByRole('button', { name: 'Save the times' }).click();
    await expect
      .poll(() => page.evaluate(() => window.desk.settings.get({})))
      .toMatchObject({
        result: { confirmAfterMinutes: 5 },
      });
    await signOut(page);
    await signIn(page, 'bob');
    await page.getByRole('link', { name: 'New request' }).click();
    await page.getByLabel('Resource').fill('prod-web');
    await page.getByLabel('Account').fill('root');
    await page.getByRole('button', { name: 'File the request' }).click();
    await expect(detail(page)).toContainText('Bob Brook wants root on prod-web');
    await signOut(page);

    await signIn(page, 'carol');
    await row(page, 'prod-web', 'root').click();
    await moveClock(app, 5 * 60);
    const keyOpenUntil = () =>
      page.evaluate(async () => {
        const answer = await window.desk.session.get({});
        return answer.ok ? answer.result.keyOpenUntil : 'refused';
      });
    expect(await keyOpenUntil()).toBeNull();
    await page.getByRole('textbox', { name: 'Comment' }).fill('fine with me');
    await actions(page).getByRole('button', { name: 'Approve' }).click();
    const question = page.getByRole('dialog', { name: 'Your passphrase, please' });
    await field(question, 'Passphrase').fill('not this one');
    await question.getByRole('button', { name: 'Continue' }).click();
    await expect(question.getByRole('alert')).toContainText('This is not your passphrase.');
    await question.getByRole('button', { name: 'Cancel' }).click();
    // Nothing was decided, and the comment is kept.
    await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('fine with me');
    await actions(page).getByRole('button', { name: 'Approve' }).click();
    // The time for undoing does not start before the passphrase is given.
    await expect(question).toBeVisible();
    await expect(pending(page)).toHaveCount(0);
    await field(question, 'Passphrase').fill(passphrases.carol);
    await field(question, 'Passphrase').press('Enter');
    await decideNow(page);
    await expect(actions(page)).toContainText('You approved it.');
    expect(await keyOpenUntil()).not.toBeNull();
  });

  await test.step('deciding several requests at once asks for the passphrase once', async () => {
    const { app, page } = running();
    await signOut(page);
    await signIn(page, 'bob');
    await expect(me(page, 'bob')).toBeVisible();
    for (const resource of ['prod-one', 'prod-two', 'prod-three'])
      await page.evaluate(
        (name) => window.desk.requests.submit({ resource: name, account: 'root', durationSeconds: 600 }),
        resource,
      );
    await signOut(page);
    await signIn(page, 'carol');
    await goTo(page, 'Inbox');
    for (const resource of ['prod-one', 'prod-two', 'prod-three'])
      await expect(row(page, resource, 'root')).toBeVisible();
    for (const box of await page.getByRole('checkbox', { name: /^Select #/ }).all()) await box.check();
    await page.getByRole('button', { name: 'Approve…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Approve/ });
    await dialog.getByRole('textbox', { name: 'Comment' }).fill('Seen together.');
    await moveClock(app, 10 * 60);
    await dialog.getByRole('button', { name: 'Approve 3' }).click();
    const question = page.getByRole('dialog', { name: 'Your passphrase, please' });
    await field(question, 'Passphrase').fill(passphrases.carol);
    await field(question, 'Passphrase').press('Enter');
    await expect(dialog).toContainText('3 approved, 0 refused.');
    await expect(question).toHaveCount(0);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await shoot(page, `bulk-result-${scheme}`);
    }
    await page.emulateMedia({ colorScheme: null });
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });

  await test.step('a decision that is not signed when the desk is locked or the key closes is dropped', async () => {
    const { app, page } = running();
    await signOut(page);
    await signIn(page, 'bob');
    await expect(me(page, 'bob')).toBeVisible();
    const filed = await page.evaluate(async () => {
      await window.desk.settings.update({ undoSeconds: 30 });
      return window.desk.requests.submit({ resource: 'prod-late', account: 'root', durationSeconds: 600 });
    });
    if (!filed.ok) throw new Error(filed.error.message);
    const decisions = () =>
      page.evaluate(async (id) => {
        const answer = await window.desk.requests.get({ id });
        return answer.ok ? answer.result.steps.flatMap((step) => step.decisions).length : answer.error.code;
      }, filed.result.id);
    await signOut(page);
    await signIn(page, 'carol');
    await row(page, 'prod-late', 'root').click();
    await actions(page).getByRole('button', { name: 'Approve' }).click();
    await expect(pending(page)).toContainText('Nothing is signed yet.');
    await page.keyboard.press('Control+l');
    await expect(page.getByRole('heading', { name: `Locked. ${names.carol}, sign in again.` })).toBeVisible();
    await page.keyboard.type(passphrases.carol);
    await page.keyboard.press('Enter');
    await expect(me(page, 'carol')).toBeVisible();
    await expect(pending(page)).toHaveCount(0);
    expect(await decisions()).toBe(0);

    await goTo(page, 'Inbox');
    await row(page, 'prod-late', 'root').click();
    await actions(page).getByRole('button', { name: 'Approve' }).click();
    await expect(pending(page)).toContainText('Nothing is signed yet.');
    await moveClock(app, 16 * 60);
    await pending(page).getByRole('button', { name: 'Decide now' }).click();
    await expect(pending(page).getByRole('alert')).toContainText('You have not approved');
    // A decision made earlier does not open the question for the passphrase.
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await decisions()).toBe(0);
    await pending(page).getByRole('button', { name: 'Dismiss' }).click();
  });

  await test.step('the desk locks itself after the minutes without input of the setting', async () => {
    const { app, page } = running();
    await page.mouse.move(200, 200);
    await moveClock(app, 14 * 60);
    await page.mouse.move(300, 300);
    await expect(me(page, 'carol')).toBeVisible();
    await moveClock(app, 26 * 60);
    await expect(page.getByRole('heading', { name: `Locked. ${names.carol}, sign in again.` })).toBeVisible();
  });

  await test.step('the desk locks itself when the machine goes to sleep', async () => {
    const { app, page } = running();
    await page.keyboard.type(passphrases.carol);
    await page.keyboard.press('Enter');
    await expect(me(page, 'carol')).toBeVisible();
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await expect(page.getByRole('heading', { name: `Locked. ${names.carol}, sign in again.` })).toBeVisible();
  });

  await test.step('a CSV file of people with a wrong row imports nobody; corrected, it imports all', async () => {
    const { page } = running();
    await page.getByRole('button', { name: 'Sign in as another person' }).click();
    await signIn(page, 'ada');
    await goTo(page, 'People');
    await page.getByRole('link', { name: 'Import…' }).click();
    const file = (email: string) => ({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `username,name,email,role\nfay,Fay Fern,fay@example.test,member\ngus,Gus Gale,${email},auditor\n`,
      ),
    });
    const add = page.getByRole('button', { name: 'Import', exact: true });
    await page.locator('input[type=file]').setInputFiles(file('nowhere'));
    await expect(page.getByRole('region', { name: 'Preview' })).toContainText('line 3');
    await expect(add).toBeDisabled();
    await page.locator('input[type=file]').setInputFiles(file('gus@example.test'));
    await expect(add).toBeEnabled();
    await add.click();
    await expect(page.getByText(/^Import complete:/)).toBeVisible();
    await goTo(page, 'People');
    await expect(page.getByRole('list', { name: 'People' })).toContainText('Gus Gale');
  });

  await test.step('after a reset of a key, a request that its owner could decide says so', async () => {
    const { page } = running();
    const { app } = running();
    await page.getByRole('button', { name: `Reset key of ${names.dan}` }).click();
    const opened = app.waitForEvent('window');
    await page.getByRole('button', { name: 'Reset the key', exact: true }).click();
    await done(await opened);
    await page.getByRole('dialog').getByText('Close', { exact: true }).click();
    await expect(page.getByRole('listitem').filter({ hasText: names.dan })).toContainText('new code');
    await goTo(page, 'Inbox');
    await filter(page, 'Open');
    await row(page, 'prod-web', 'root').click();
    await expect(detail(page)).toContainText(`The key of ${names.dan} was reset after this was filed`);
  });

  await test.step('the ledger is intact and continues the head saved at the beginning', async () => {
    const { page } = running();
    const head = savedHead.parse(JSON.parse(readFileSync(join(workspace, 'saved-head.json'), 'utf8')));
    const check = await page.evaluate((saved) => window.desk.ledger.verify({ head: saved }), head);
    expect(check).toMatchObject({ ok: true, result: { ok: true, problems: [] } });
  });
});
