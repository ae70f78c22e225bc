import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { become, goTo } from './pages.ts';
import { type Launched, launchDesk } from './support/launch.ts';
import { shoot } from './support/looks.ts';

let launched: Launched | null = null;
const folders: string[] = [];

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-first-'));
  folders.push(directory, `${directory}-training`);
  return directory;
}

async function start(workspace: string): Promise<Launched> {
  launched = await launchDesk({ workspace, real: true });
  return launched;
}

// biome-ignore lint/correctness/noEmptyPattern: Playwright wants the fixtures destructured, and none is used
test.afterEach(async ({}, info) => {
  if (info.status !== info.expectedStatus) await launched?.page.screenshot({ path: info.outputPath('failed.png') });
  await launched?.close();
  launched = null;
});
test.afterAll(() => {
  for (const directory of folders) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

test('the first start offers training, which can be left again', async () => {
  const { page } = await start(folder());
  await expect(page.getByRole('heading', { name: 'Welcome to Countersign' })).toBeVisible();
  await shoot(page, 'screen');
  await page.getByRole('button', { name: 'Try it in training' }).click();
  await become(page, 'Bob Castellanos');
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Leave training' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Countersign' })).toBeVisible();
});

test('a chosen folder with a desk is opened; one without a desk is proposed for founding', async () => {
  const training = folder();
  const { app, page } = await start(training);
  await page.getByRole('button', { name: 'Try it in training' }).click();
  await become(page, 'Bob Castellanos');
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Leave training' }).click();
  const choose = (directory: string) =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
    }, directory);
  const empty = folder();
  await choose(empty);
  await page.getByRole('button', { name: 'Open an existing desk…' }).click();
  await expect(page.getByText(`There is no desk in ${empty}.`)).toBeVisible();
  await page.getByRole('button', { name: 'Found a desk' }).click();
  await expect(page.getByText(empty)).toBeVisible();
  await page.getByRole('button', { name: 'Leave without founding' }).click();
  await choose(`${training}-training`);
  await page.getByRole('button', { name: 'Open an existing desk…' }).click();
  await expect(page.getByRole('heading', { name: 'Who are you today?' })).toBeVisible();
});

test('the window says why a workspace cannot be opened, and offers another folder', async () => {
  const broken = folder();
  writeFileSync(join(broken, 'workspace.sqlite'), Buffer.alloc(8_192, 'not a database '));
  const { page } = await start(broken);
  await expect(page.getByRole('heading', { name: 'This desk cannot be opened' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose another folder…' })).toBeVisible();
  await shoot(page, 'screen');
});
