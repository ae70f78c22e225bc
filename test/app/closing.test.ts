import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { z } from 'zod';
import { actions, become, pending, row } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { copyOf, launchDesk, untouchedTraining } from './support/launch.ts';

test('“Close without deciding”, pressed by the keyboard, closes the window and signs nothing', async () => {
  const workspace = copyOf(await untouchedTraining());
  try {
    const { app, page } = await launchDesk({ workspace });
    await become(page, 'Tomás Herrera');
    await page.evaluate(() => window.desk.settings.update({ undoSeconds: 30 }));
    const [filed] = await startPlayer(workspace).play([
      {
        as: 'erin',
        do: 'requests.submit',
        with: { resource: 'closed-redis', account: 'admin', durationSeconds: 1800 },
      },
    ]);
    const { id } = z.object({ id: z.string() }).parse(filed?.result);
    await row(page, 'closed-redis', 'admin').click();
    await actions(page).getByRole('button', { name: 'Approve' }).click();
    await expect(pending(page)).toContainText('Nothing is signed yet.');
    const ended = once(app.process(), 'exit');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const question = page.getByRole('dialog', { name: 'Close without deciding?' });
    await expect(question.getByRole('button', { name: 'Stay' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(question.getByRole('button', { name: 'Close without deciding' })).toBeFocused();
    const closed = page.waitForEvent('close');
    // The window can close before the key is released.
    const pressed = page.keyboard
      .press('Enter')
      .catch((error: Error) => expect(error.message).toContain('has been closed'));
    await Promise.all([closed, pressed]);
    await ended;
    const [after] = await startPlayer(workspace).play([{ as: 'admin', do: 'requests.get', with: { id } }]);
    const shown = z
      .object({ status: z.string(), steps: z.array(z.object({ decisions: z.array(z.unknown()) })) })
      .parse(after?.result);
    expect(shown.status).toBe('open');
    expect(shown.steps.flatMap(({ decisions }) => decisions)).toEqual([]);
  } finally {
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
});
