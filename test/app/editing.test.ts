import { expect, type Page, test } from 'playwright/test';
import { become, goTo, tabToButton } from './pages.ts';
import { shootBoth } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

/** The list of people as an admin sees it. */
async function people(): Promise<Page> {
  const { page } = desk();
  await become(page, 'Imani Okafor');
  await goTo(page, 'People');
  return page;
}

test('an editor of a group reports a change from another window, and can keep both changes', async () => {
  const page = await people();
  await page.getByRole('link', { name: 'Groups' }).click();
  const first = page.getByRole('button', { name: /^Edit / }).first();
  const called = ((await first.getAttribute('aria-label')) ?? '').replace('Edit ', '');
  await first.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Night shift');
  const removed = await page.evaluate(async (name) => {
    const groups = await window.desk.groups.list({ text: name });
    const group = groups.ok ? groups.result.items.find((one) => one.name === name) : undefined;
    const gone = group?.members[0];
    if (!group || !gone) return 'nobody';
    await window.desk.groups.update({ id: group.id, version: group.version, remove: [gone.id] });
    return gone.name;
  }, called);
  const note = dialog.getByRole('alert');
  await expect(note).toContainText('This group was changed while you were editing.');
  await expect(note).toContainText(`Left: ${removed}`);
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await shootBoth(page, 'group-changed');
  await tabToButton(page, note.getByRole('button', { name: 'Keep my changes on top' }));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Night shift');
  await tabToButton(page, dialog.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const saved = await page.evaluate(async () => {
    const groups = await window.desk.groups.list({ text: 'Night shift' });
    return groups.ok ? groups.result.items[0]?.members.map(({ name }) => name) : undefined;
  });
  expect(saved).toBeDefined();
  expect(saved).not.toContain(removed);
});

test('a name that looks like another one is saved only after the admin confirms it', async () => {
  const page = await people();
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Username' }).fill('imani2');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Imаni Okаfor');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('imani2@example.test');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('alert')).toContainText('“а” (U+0430, Cyrillic)');
  await shootBoth(page, 'looks-alike');
  await dialog.getByRole('button', { name: 'The name is correct: save it' }).click();
  await expect(dialog).toBeHidden();
});

test('the list shows the usernames of people who share a name', async () => {
  const page = await people();
  const names = await page.evaluate(async () => {
    const all = await window.desk.people.list({ limit: 200 });
    const [one, other] = all.ok ? all.result.items.filter(({ role }) => role === 'member') : [];
    if (!one || !other) return [];
    await window.desk.people.update({ id: other.id, name: one.name });
    return [one, other].map(({ username }) => `Edit ${one.name} (${username})`);
  });
  expect(names).toHaveLength(2);
  for (const name of names) await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  await shootBoth(page, 'people-namesakes');
});
