import { expect, type Locator, type Page, test } from 'playwright/test';
import { actions, become, decideNow, detail, filter, goTo, pending, row, settled } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { shoot } from './support/looks.ts';
import { decisionsOf, fileRequests } from './support/requests.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const button = (page: Page, name: string): Locator => actions(page).getByRole('button', { name });
const pendingRow = (page: Page, text: string | RegExp): Locator =>
  pending(page).locator('> div').filter({ hasText: text });

const file = (...resources: readonly string[]) => fileRequests(desk().workspace, ...resources);

async function undoAfter(page: Page, undoSeconds: number): Promise<void> {
  await become(page, 'Tomás Herrera');
  await page.evaluate((seconds) => window.desk.settings.update({ undoSeconds: seconds }), undoSeconds);
}

/** Goes to the inbox of an approver anew, because new requests wait above a list that is in use. */
async function inbox(page: Page): Promise<void> {
  await become(page, 'Tomás Herrera');
  await goTo(page, 'Settings');
  await goTo(page, 'Inbox');
}

/** Clicks twice at one place, as a hand does that means to click once. */
async function doubleClick(page: Page, where: Locator, clickCount: number): Promise<void> {
  const box = await where.boundingBox();
  if (box === null) throw new Error('It is not on screen.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.up();
  // The pause of a fast hand: no state to wait for.
  await page.waitForTimeout(120);
  await page.mouse.down({ clickCount });
  await page.mouse.up({ clickCount });
}

test('a double-click on Approve decides one request, and not the next one that appears under the pointer', async () => {
  const { page } = desk();
  // The system reports the second click as part of a double-click, or as a single one if the pointer has moved.
  for (const [clickCount, undoSeconds] of [
    [2, 5],
    [1, 5],
    [2, 0],
    [1, 0],
  ] as const) {
    await undoAfter(page, undoSeconds);
    const transaction = `${clickCount}-${undoSeconds}-redis`;
    const [below = '', above = ''] = await file(`below-${transaction}`, `above-${transaction}`);
    await inbox(page);
    await row(page, `above-${transaction}`, 'admin').click();
    await settled(page);
    await doubleClick(page, button(page, 'Approve'), clickCount);
    await expect(detail(page)).toContainText(`Erin Kowalczyk wants admin on below-${transaction}`);
    await expect(actions(page)).toContainText('Nothing was done: this appeared or changed a moment ago.');
    if (undoSeconds > 0) {
      await expect(pendingRow(page, `Approving`)).toHaveCount(1);
      await expect(pendingRow(page, `admin on above-${transaction}`)).toContainText('Nothing is signed yet.');
      expect(await decisionsOf(page, above)).toBe(0);
      await decideNow(page);
    }
    await expect.poll(() => decisionsOf(page, above)).toBe(1);
    expect(await decisionsOf(page, below)).toBe(0);
    await expect(pending(page)).toHaveCount(0);
  }
});

test('a request that changes during a press is not decided by it', async () => {
  const { page, workspace } = desk();
  const [id = ''] = await file('held-redis');
  await inbox(page);
  await row(page, 'held-redis', 'admin').click();
  await settled(page);
  const box = await button(page, 'Approve').boundingBox();
  if (box === null) throw new Error('It is not on screen.');
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  const policy = { with: { text: 'redis' }, do: 'policies.list', as: 'admin', save: 'found' };
  await startPlayer(workspace).play([
    policy,
    {
      as: 'admin',
      do: 'policies.update',
      with: { id: '$found.items.0.id', version: '$found.items.0.version', description: 'Another.' },
    },
  ]);
  await expect(detail(page)).toContainText('A newer version exists.');
  await page.mouse.up();
  await expect(actions(page)).toContainText('Nothing was done: this appeared or changed a moment ago.');
  await expect(pending(page)).toHaveCount(0);
  expect(await decisionsOf(page, id)).toBe(0);
});

test('a key that is held down decides one request, and not the next one', async () => {
  const { page } = desk();
  await undoAfter(page, 5);
  const [below = '', above = ''] = await file('under-redis', 'over-redis');
  await inbox(page);
  await row(page, 'over-redis', 'admin').click();
  await settled(page);
  await page.keyboard.press('a');
  for (let repeat = 0; repeat < 6; repeat += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(pending(page).getByText('Nothing is signed yet.')).toHaveCount(1);
  await expect(detail(page)).toContainText('admin on under-redis');
  for (let repeat = 0; repeat < 6; repeat += 1) await page.keyboard.down('a');
  await page.keyboard.up('a');
  await decideNow(page);
  await expect.poll(() => decisionsOf(page, above)).toBe(1);
  expect(await decisionsOf(page, below)).toBe(0);
});

test('a key or a button undoes a decision before it is signed, and the comment is kept', async () => {
  const { page } = desk();
  await undoAfter(page, 30);
  const [id = ''] = await file('undone-redis');
  await inbox(page);
  await row(page, 'undone-redis', 'admin').click();
  await settled(page);
  await page.keyboard.press('a');
  await page.keyboard.type('Looks right.');
  await page.keyboard.press('Enter');
  await expect(pendingRow(page, 'admin on undone-redis')).toContainText('Nothing is signed yet.');
  await expect(row(page, 'undone-redis', 'admin')).toContainText('approving…');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await shoot(page, `undo-${scheme}`);
  }
  await page.emulateMedia({ colorScheme: null });
  await page.keyboard.press('z');
  await expect(pending(page)).toHaveCount(0);
  await expect(detail(page)).toContainText('admin on undone-redis');
  await expect(actions(page)).toContainText('Undone. Nothing was signed.');
  await expect(actions(page).getByRole('textbox')).toHaveValue('Looks right.');
  await button(page, 'Approve').click();
  await pending(page).getByRole('button', { name: 'Undo' }).click();
  await expect(actions(page)).toContainText('Undone. Nothing was signed.');
  await page.getByRole('heading', { name: 'Inbox' }).click();
  await button(page, 'Approve').click();
  await page.keyboard.press('Control+z');
  await expect(pending(page)).toHaveCount(0);
  expect(await decisionsOf(page, id)).toBe(0);
});

test('several decisions wait at once, and each is undone or signed separately', async () => {
  const { page } = desk();
  await undoAfter(page, 30);
  const ids = await file('row-one-redis', 'row-two-redis', 'row-three-redis');
  await inbox(page);
  await row(page, 'row-three-redis', 'admin').click();
  for (const resource of ['row-three-redis', 'row-two-redis']) {
    await expect(detail(page)).toContainText(`admin on ${resource}`);
    await button(page, 'Approve').click();
  }
  await expect(detail(page)).toContainText('admin on row-one-redis');
  await settled(page);
  await page.keyboard.press('r');
  await page.keyboard.press('Enter');
  await expect(actions(page)).toContainText('Say why you reject it; the requester reads it.');
  await page.keyboard.type('\u2800\u3164 ');
  await page.keyboard.press('Enter');
  await expect(actions(page)).toContainText('Say why you reject it; the requester reads it.');
  await page.keyboard.type('no');
  await page.keyboard.press('Enter');
  await expect(pending(page).getByText('Nothing is signed yet.')).toHaveCount(3);
  for (const id of ids) expect(await decisionsOf(page, id)).toBe(0);
  await shoot(page, 'undo-three');
  await pendingRow(page, 'row-two-redis').getByRole('button', { name: 'Undo' }).click();
  await expect(pending(page).getByText('Nothing is signed yet.')).toHaveCount(2);
  await decideNow(page);
  await expect(pending(page)).toHaveCount(0);
  expect(await Promise.all(ids.map((id) => decisionsOf(page, id)))).toEqual([1, 0, 1]);
});

test('a decision is signed when its time is over, on any page', async () => {
  const { page } = desk();
  await undoAfter(page, 1);
  const [id = ''] = await file('by-itself-redis');
  await inbox(page);
  await row(page, 'by-itself-redis', 'admin').click();
  await button(page, 'Approve').click();
  await goTo(page, 'Grants');
  await expect.poll(() => decisionsOf(page, id)).toBe(1);
  await expect(pending(page)).toHaveCount(0);
});

test('the palette offers to decide now for as long as a decision is not signed, also while it is open', async () => {
  const { page } = desk();
  await undoAfter(page, 5);
  await file('palette-redis');
  await inbox(page);
  await row(page, 'palette-redis', 'admin').click();
  await settled(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('decide now');
  const offered = page.getByRole('option', { name: /Decide now/ });
  await expect(page.getByText('Nothing here has that name.')).toBeVisible();
  // As if the desk had answered only now: the button is behind the palette.
  await page.getByRole('button', { name: 'Approve', includeHidden: true }).dispatchEvent('click');
  await expect(offered).toHaveAttribute('aria-selected', 'true');
  await expect(offered).toHaveCount(0);
});

test('the desk decides by the state at the time of signing, and a refusal stays until it is dismissed', async () => {
  const { page, workspace } = desk();
  await undoAfter(page, 30);
  const [id = ''] = await file('overtaken-redis');
  await inbox(page);
  await row(page, 'overtaken-redis', 'admin').click();
  await button(page, 'Approve').click();
  await expect(pendingRow(page, 'overtaken-redis')).toBeVisible();
  await startPlayer(workspace).play([{ as: 'yuki', do: 'requests.reject', with: { id, comment: 'not now' } }]);
  await pendingRow(page, 'overtaken-redis').getByRole('button', { name: 'Decide now' }).click();
  const refused = pending(page).getByRole('alert');
  await expect(refused).toContainText(/You have not approved #\d+.*was rejected by Yuki Tanabe/);
  await goTo(page, 'Grants');
  await expect(refused).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await shoot(page, `undo-refused-${scheme}`);
  }
  await page.emulateMedia({ colorScheme: null });
  await refused.getByRole('button', { name: 'Look at it' }).click();
  await expect(detail(page)).toContainText('admin on overtaken-redis');
  await refused.getByRole('button', { name: 'Dismiss' }).click();
  await expect(pending(page)).toHaveCount(0);
});

test('closing the window asks first; a switch to another person drops the decision', async () => {
  const { page } = desk();
  await undoAfter(page, 30);
  const [id = ''] = await file('leaving-redis');
  await inbox(page);
  await row(page, 'leaving-redis', 'admin').click();
  await button(page, 'Approve').click();
  await expect(pending(page)).toBeVisible();
  await desk().app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const question = page.getByRole('dialog', { name: 'Close without deciding?' });
  await expect(question).toContainText('1 decision is not signed yet.');
  await shoot(page, 'undo-closing');
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(question).toHaveCount(0);
  await expect(pending(page)).toContainText('Nothing is signed yet.');
  await become(page, 'Yuki Tanabe');
  await expect(pending(page)).toHaveCount(0);
  expect(await decisionsOf(page, id)).toBe(0);
});

test('a member sets the time for undoing in the settings, and an approver reaches the grant that they opened', async () => {
  const { page } = desk();
  await undoAfter(page, 5);
  await goTo(page, 'Settings');
  const field = page.getByRole('textbox', { name: 'Wait before an approval or a rejection is signed' });
  await expect(field).toHaveValue('5 s');
  await field.fill('31');
  await expect(page.getByText('At most 30 seconds.')).toBeVisible();
  await field.fill('0');
  await page.getByRole('button', { name: 'Save the time' }).click();
  await expect(page.getByRole('button', { name: 'Save the time' })).toBeDisabled();
  const [id = ''] = await file('at-once-redis');
  await inbox(page);
  await row(page, 'at-once-redis', 'admin').click();
  await button(page, 'Approve').click();
  await expect.poll(() => decisionsOf(page, id)).toBe(1);
  await expect(pending(page)).toHaveCount(0);
  await filter(page, 'Approved');
  await row(page, 'at-once-redis', 'admin').click();
  await expect(detail(page)).toContainText('See the grant');

  await detail(page).getByRole('link', { name: 'See the grant' }).click();
  const apart = page.getByRole('region', { name: 'The grant of the request that you came from' });
  await expect(apart).toContainText('at-once-redis');
  await expect(apart).toContainText('Erin Kowalczyk');
  await expect(apart.getByRole('button')).toHaveCount(0);
  // The approver’s own list does not contain it.
  await expect(page.getByRole('list', { name: 'Grants' })).not.toContainText('at-once-redis');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await shoot(page, `grant-apart-${scheme}`);
  }
  await page.emulateMedia({ colorScheme: null });
});
