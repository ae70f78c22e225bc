import { expect, type Page, test } from 'playwright/test';
import { z } from 'zod';
import { actions, become, detail, filter, goTo, row, settled } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { openAnother } from './support/launch.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const approveButton = (page: Page) => actions(page).getByRole('button', { name: 'Approve' });
const asked = (resource: string) => ({ resource, account: 'admin', durationSeconds: 1800 });

/** Tomás Herrera, whose decisions are signed at once. Undoing them is tested in undo.test.ts. */
async function decider(): Promise<Page> {
  const { page } = desk();
  await become(page, 'Tomás Herrera');
  await page.evaluate(() => window.desk.settings.update({ undoSeconds: 0 }));
  return page;
}

/** Presses Approve from within the page, if it is there: at once, so that two presses come together. */
async function pressApprove(page: Page): Promise<void> {
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('section[aria-label="Actions"] button')];
    buttons.find((button) => button.textContent.startsWith('Approve'))?.click();
  });
}

/** Shows an open request. Comes to the inbox anew, because new requests wait above a list that is in use. */
async function show(page: Page, resource: string): Promise<void> {
  await goTo(page, 'Settings');
  await goTo(page, 'Inbox');
  await filter(page, 'Open');
  await row(page, resource, 'admin').click();
  await expect(detail(page)).toContainText(`admin on ${resource}`);
  await settled(page);
}

test('a window and the command line decide the same request at once: one wins, the other learns who did', async () => {
  const { page, workspace } = desk();
  await decider();
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
      // The rejection found the request approved, or did not find it among the open ones.
      await expect(actions(page)).toContainText('You approved it.');
      await expect(actions(page)).not.toContainText('This has just changed.');
      expect(['NOT_OPEN', 'INVALID_INPUT']).toContain(rejected?.error?.code);
      if (rejected?.error?.code === 'NOT_OPEN') expect(rejected.error.message).toContain('Tomás Herrera');
    }
    await expect(approveButton(page)).toHaveCount(0);
  }
});

test('two windows decide the same request at once: one wins, the other learns who did', async () => {
  const { app, page, workspace } = desk();
  const second = await openAnother(app);
  await become(second, 'Yuki Tanabe');
  await decider();
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

test('a decision of another person shows at once, and the request cannot be decided again', async () => {
  const { workspace } = desk();
  const page = await decider();
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

test('a request on screen counts down by the clock of the desk, expires, and cannot be approved then', async () => {
  const { workspace } = desk();
  const page = await decider();
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

test('a press of Approve just after the request expired is refused with the reason', async () => {
  const { workspace } = desk();
  const page = await decider();
  await startPlayer(workspace).play([{ as: 'erin', do: 'requests.submit', with: asked('last-redis') }]);
  await show(page, 'last-redis');
  // Pressed before the window can show that the time is over.
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
