import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { en } from '#texts/en/index.ts';
import { launchDesk } from './support/launch.ts';
import { passphrases } from './support/people.ts';
import { button, expectOnlyTexts, openAddress, trainingData } from './support/pseudo.ts';
import { oneDesk } from './support/window.ts';

// In the pseudo-locale the texts of the catalogue have accented letters only. A plain letter shows a text outside the catalogue.
// test/app/pseudoDialogs.test.ts opens the dialogs.
const desk = oneDesk({ pseudo: true });

/** The pages of a training workspace, for an admin. */
const pages = [
  '/inbox',
  '/mine',
  '/new',
  '/grants?show=all',
  '/notices?show=all',
  '/policies',
  '/policies/new',
  '/policies/import',
  '/accounts',
  '/accounts/import',
  '/people',
  '/people/import',
  '/proposals',
  '/ledger',
  '/settings',
] as const;

async function open(page: Page, address: string): Promise<void> {
  await chooseAdmin(page);
  await openAddress(page, address);
}

test('the choice of a person has no text outside the catalogue', async () => {
  const { page } = desk();
  // After leaving and opening the workspace no person is chosen.
  await page.evaluate(async () => {
    const at = await window.desk.workspace.get({});
    if (!at.ok) throw new Error(at.error.message);
    await window.desk.workspace.leave({});
    await window.desk.workspace.open({ directory: at.result.directory });
  });
  await page.goto('app://countersign/');
  await expect(page.getByRole('button', { name: /^Imani Okafor/ })).toBeVisible();
  await expect(page.getByRole('heading')).toBeVisible();
  await expectOnlyTexts('choose', page, trainingData());
});

/** Chooses the admin of the training workspace, if no person is chosen yet. */
async function chooseAdmin(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation').first();
  const admin = page.getByRole('button', { name: /^Imani Okafor/ });
  await expect(navigation.or(admin).first()).toBeVisible();
  if (await admin.isVisible()) await admin.click();
  await expect(navigation).toBeVisible();
}

for (const address of pages)
  test(`the page ${address} has no text outside the catalogue`, async () => {
    const { page } = desk();
    await open(page, address);
    await expectOnlyTexts(address, page, trainingData());
  });

test('the palette and the list of keys have no text outside the catalogue', async () => {
  const { page } = desk();
  await open(page, '/settings');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('listbox')).toBeVisible();
  await expectOnlyTexts('palette', page, trainingData());
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectOnlyTexts('keys', page, trainingData());
});

test('the screens of founding and of signing in have no text outside the catalogue', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'countersign-pseudo-'));
  const data = [
    passphrases.ada,
    'Countersign',
    passphrases.ada,
    workspace,
    'Night desk',
    'ada@example.test',
    'Ada Admin',
    'ada',
    'carol@example.com',
    'Carol Dufresne',
  ];
  const { app, page, close } = await launchDesk({ workspace, real: true, pseudo: true });
  const submit = () => page.locator('form button[type=submit]').click();
  try {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectOnlyTexts('welcome', page, data);
    await page.locator('section button').first().click();
    await expect(page.getByRole('textbox')).toHaveCount(1);
    await expectOnlyTexts('found: desk', page, [...data, 'Harbour Line operations']);
    await page.getByRole('textbox').fill('Night desk');
    await submit();
    await expect(page.getByRole('textbox')).toHaveCount(3);
    await expectOnlyTexts('found: admin', page, [...data, 'carol']);
    await page.getByRole('textbox').nth(0).fill('ada');
    await page.getByRole('textbox').nth(1).fill('Ada Admin');
    await page.getByRole('textbox').nth(2).fill('ada@example.test');
    await submit();
    const secret = page.locator('input[type=password]');
    await secret.nth(0).fill(passphrases.ada);
    await secret.nth(1).fill(passphrases.ada);
    await expectOnlyTexts('found: passphrase', page, data);
    await submit();
    await expectOnlyTexts('found: review', page, data);
    const opened = app.waitForEvent('window');
    await submit();
    const kit = await opened;
    await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveCount(2);
    await expectOnlyTexts('founded', page, data);
    const code = await kit.locator('dd').nth(2).innerText();
    await expectOnlyTexts('kit', kit, [...data, code]);
    await kit.close();
    await page.getByRole('main').getByRole('button').last().click();
    await openAddress(page, '/settings');
    await expectOnlyTexts('settings', page, data);
    const settings = [
      ['change passphrase', en.settings.keys.change],
      ['new desk key', en.settings.keys.newDeskKey],
      ['new kit', en.settings.keys.newKit],
    ] as const;
    for (const [dialog, opens] of settings) {
      await button(page, opens).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectOnlyTexts(dialog, page, data);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await page.keyboard.press('Control+l');
    await expect(page.locator('input[type=password]')).toHaveCount(1);
    await expectOnlyTexts('sign in', page, data);
    const ways = page.locator('form button[type=button]');
    await ways.nth(-2).click();
    await expect(page.locator('input[type=password]')).toHaveCount(2);
    await expectOnlyTexts('code', page, data);
    await ways.last().click();
    await expect(page.locator('input[type=password]')).toHaveCount(1);
    await ways.last().click();
    await expect(page.locator('input[type=password]')).toHaveCount(2);
    await expectOnlyTexts('recovery', page, data);
  } finally {
    await close();
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
});
