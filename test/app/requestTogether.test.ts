import { expect, type Page, test } from 'playwright/test';
import { z } from 'zod';
import { actions, become, detail, filter, goTo, row, settled } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { openAnother } from './support/launch.ts';
import { oneDesk } from './support/window.ts';

// The same request seen from two places at once.
const desk = oneDesk();

const approveButton = (page: Page) => actions(page).getByRole('button', { name: 'Approve' });
const asked = (resource: string) => ({ resource, account: 'admin', durationSeconds: 1800 });

// Presses it as soon as the page gets to it, if it is there then. It is signed at once: here two are to come together.
async function pressApprove(page: Page): Promise<void> {
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('section[aria-label="Actions"] button')];
    buttons.find((button) => button.textContent.startsWith('Approve'))?.click();
  });
}

// What is new waits above a list that is in use, and in one of what waits for somebody they go on to the next; not so for who comes to the open ones anew.
async function show(page: Page, resource: string): Promise<void> {
  await goTo(page, 'Settings');
  await goTo(page, 'Inbox');
  await filter(page, 'Open');
  await row(page, resource, 'admin').click();
  await expect(detail(page)).toContainText(`admin on ${resource}`);
  await settled(page);
}

test('a window and the command line decide the same request at once: one wins, the other is told who did', async () => {
  const { page, workspace } = desk();
  await become(page, 'Tomás Herrera');
  // What waits for being undone is tested elsewhere (undo.test.ts).
  await page.evaluate(() => window.desk.settings.update({ undoSeconds: 0 }));
  for (const resource of ['one-redis', 'two-redis', 'three-redis']) {
    const [filed] = await startPlayer(workspace).play([{ as: 'erin', do: 'requests.submit', with: asked(resource) }]);
    expect(filed).toMatchObject({ ok: true });
    await show(page, resource);
    const player = startPlayer(workspace);
    await player.up();
    const lines = [
      { as: 'yuki', do: 'requests.list', with: { resource, status: 'open' }, save: 'found' },
      { as: 'yuki', do: 'requests.reject', with: { id: '$found.items.0.id', comment: 'not now' } },
    ];
    const [played] = await Promise.all([player.play(lines), approveButton(page).click()]);
    const rejected = played.at(-1);
    if (rejected?.ok === true) await expect(actions(page)).toContainText('Yuki Tanabe');
    else {
      // Either it was there to be found and could no longer be decided, or it was closed before that.
      await expect(actions(page)).toContainText('You approved it.');
      await expect(actions(page)).not.toContainText('This has just changed.');
      expect(['NOT_OPEN', 'INVALID_INPUT']).toContain(rejected?.error?.code);
      if (rejected?.error?.code === 'NOT_OPEN') expect(rejected.error.message).toContain('Tomás Herrera');
    }
    await expect(approveButton(page)).toHaveCount(0);
  }
});

test('two windows decide the same request at once: one wins, the other is told who did', async () => {
  const { app, page, workspace } = desk();
  const second = await openAnother(app);
  await become(second, 'Yuki Tanabe');
  await become(page, 'Tomás Herrera');
  const sessions = [
    { window: page, name: 'Tomás Herrera' },
    { window: second, name: 'Yuki Tanabe' },
  ] as const;
  for (const resource of ['first-redis', 'second-redis', 'third-redis']) {
    const [filed] = await startPlayer(workspace).play([{ as: 'erin', do: 'requests.submit', with: asked(resource) }]);
    expect(filed).toMatchObject({ ok: true });
    for (const { window } of sessions) await show(window, resource);
    await Promise.all(sessions.map(({ window }) => pressApprove(window)));
    for (const { window } of sessions) await expect(approveButton(window)).toHaveCount(0);
    const winners = async () => {
      const said = await Promise.all(sessions.map(({ window }) => actions(window).textContent()));
      return sessions.filter((_, index) => said[index]?.includes('You approved it.'));
    };
    await expect.poll(async () => (await winners()).length).toBe(1);
    const [winner] = await winners();
    const other = sessions.find((session) => session !== winner);
    if (winner === undefined || other === undefined) throw new Error('One of two has won.');
    await expect(actions(other.window)).toContainText(winner.name);
  }
  await second.close();
});

test('what somebody decides elsewhere changes here before one’s eyes, and cannot be decided again', async () => {
  const { page, workspace } = desk();
  const [filed] = await startPlayer(workspace).play([
    { as: 'erin', do: 'requests.submit', with: asked('shared-redis') },
  ]);
  const { id } = z.object({ id: z.string() }).parse(filed?.result);
  await show(page, 'shared-redis');
  await startPlayer(workspace).play([
    { as: 'yuki', do: 'requests.reject', with: { id, comment: 'The cache is being moved.' } },
  ]);
  await expect(actions(page).getByRole('status').first()).toHaveText(
    'This has just changed. Yuki Tanabe rejected it in Step 1; no access was given.',
  );
  await expect(detail(page)).toContainText('The cache is being moved.');
  await expect(approveButton(page)).toHaveCount(0);
  const refused = await page.evaluate((which) => window.desk.requests.approve({ id: which }), id);
  expect(refused).toMatchObject({ ok: false, error: { code: 'NOT_OPEN', message: expect.stringContaining('Yuki') } });
});

test('a request counts down by the clock of the desk, lapses while it is open, and cannot be approved then', async () => {
  const { page, workspace } = desk();
  await startPlayer(workspace).play([{ as: 'erin', do: 'requests.submit', with: asked('late-redis') }]);
  await show(page, 'late-redis');
  await expect(detail(page)).toContainText('expires in 1 day');
  await startPlayer(workspace).play([{ advance: 86_400 - 1_800 }]);
  await expect(detail(page)).toContainText('expires in 30 min');
  await expect(approveButton(page)).toBeVisible();
  await startPlayer(workspace).play([{ advance: 1_800 }]);
  await expect(actions(page).getByRole('status').first()).toHaveText(
    'This has just changed. It expired before enough people had approved; no access was given.',
  );
  await expect(detail(page)).toContainText('expired');
  await expect(approveButton(page)).toHaveCount(0);
});

test('a button that is pressed at the last instant is refused, and says why', async () => {
  const { page, workspace } = desk();
  await startPlayer(workspace).play([{ as: 'erin', do: 'requests.submit', with: asked('last-redis') }]);
  await show(page, 'last-redis');
  // Pressed as soon as the time is over, before the window has had an instant to show it.
  await page.evaluate(async () => {
    await window.desk.session.advance({ seconds: 86_400 });
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('section[aria-label="Actions"] button')];
    buttons.find((button) => button.textContent.startsWith('Approve'))?.click();
  });
  await expect(actions(page).getByRole('alert')).toHaveText(
    /^Request #\d+ expired before it was approved\. Nothing can be decided any more\.$/,
  );
  await expect(approveButton(page)).toHaveCount(0);
});
