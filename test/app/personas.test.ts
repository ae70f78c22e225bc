import { expect, test } from 'playwright/test';
import { become } from './pages.ts';
import { play } from './support/play.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

test('the choice of a person shows fifty of many people, and finds the others by name', async () => {
  const { page, workspace } = desk();
  await become(page, 'Carol Dufresne');
  await play(
    workspace,
    Array.from({ length: 60 }, (_, index) => ({
      as: 'admin',
      do: 'people.create',
      with: { username: `zoe.${index}`, name: `Zoe ${index}`, email: `zoe.${index}@example.test`, role: 'member' },
    })),
  );
  await page.getByRole('button', { name: /Switch to another person/ }).click();
  const search = page.getByRole('textbox', { name: 'Find a person' });
  const people = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: /(member|admin|auditor)/ }) });
  await expect(people).toHaveCount(50);
  await expect(page.getByText(/^\d+ more\. Type a part of a name/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Zoe 59/ })).toHaveCount(0);
  await search.fill('zoe 59');
  await expect(people).toHaveCount(1);
  await expect(page.getByText(/more\. Type a part/)).toHaveCount(0);
  await search.press('Enter');
  await expect(page.getByRole('button', { name: /^You are Zoe 59,/ })).toBeVisible();
});
