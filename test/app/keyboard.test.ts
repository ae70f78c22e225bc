import { expect, type Page, test } from 'playwright/test';
import { actions, become, detail, filterField, filterLink, goTo, pending, settled } from './pages.ts';
import { shoot } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

// With the keyboard alone, except for the choice of a person.
const desk = deskForEach();

const rows = () => desk().page.getByRole('list', { name: 'Requests' }).getByRole('link');
const current = () => desk().page.locator('[data-request][aria-current]');
const palette = (page: Page) => page.getByRole('combobox', { name: 'Find and do anything' });
const option = (page: Page, words: string | RegExp) => page.getByRole('option', { name: words });
const selected = (page: Page) => page.getByRole('region', { name: 'Selected requests' });

/** The inbox of a person. Four requests wait for Carol. */
async function inboxOf(name: string): Promise<Page> {
  const { page } = desk();
  await become(page, name);
  await expect(rows().first()).toBeVisible();
  // The longest time for undoing: a slow machine takes more than five seconds between two keys.
  await page.evaluate(() => window.desk.settings.update({ undoSeconds: 30 }));
  return page;
}

async function find(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type(typed);
}

/** Presses Tab until the button with this text has the focus, and waits until it is enabled. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((text) => document.activeElement?.textContent === text, name)) break;
  }
  const button = page.getByRole('button', { name });
  await expect(button).toBeFocused();
  await expect(button).toBeEnabled();
}

test('? lists all keys, Escape closes the list', async () => {
  const page = await inboxOf('Carol Dufresne');
  await expect(rows()).toHaveCount(4);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  for (const does of ['Go down', 'Approve', 'My requests', 'Find and do anything', 'Filter'])
    await expect(sheet).toContainText(does);
  await shoot(page, 'keys');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});

test('g and a letter go to a place, and the letter does nothing else', async () => {
  const page = await inboxOf('Carol Dufresne');
  await page.keyboard.press('j');
  await expect(current()).toHaveCount(1);
  for (const [letter, heading] of [
    ['m', 'My requests'],
    ['g', 'Grants'],
    ['e', 'People'],
    ['s', 'Settings'],
    ['a', 'Accounts'],
    ['i', 'Inbox'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
  await page.keyboard.press('j');
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await expect(page.getByRole('heading', { level: 1, name: 'Grants' })).toBeVisible();
  // A g with a letter that names no place does nothing, and neither does the letter.
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(rows()).toHaveCount(4);
  await page.keyboard.press('j');
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await expect(selected(page)).toHaveCount(0);
  // A member has no ledger to go to.
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
});

test('the filter is typed, completed and removed', async () => {
  const page = await inboxOf('Carol Dufresne');
  await page.keyboard.press('/');
  await expect(filterField(page)).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('button', { name: 'Remove waiting:me' })).toHaveCount(0);
  await page.keyboard.type('requ');
  await expect(option(page, /^requester:/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(filterField(page)).toHaveValue('requester:');
  await page.keyboard.type('eri');
  await expect(option(page, /requester:erin/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove requester:erin' })).toBeVisible();
  await page.keyboard.type('is:open ');
  await expect(filterLink(page, 'Open')).toHaveAttribute('aria-current', /true|page/);
  // Asserted of the list as a whole, because rows of the earlier filter may still go.
  await expect(rows().filter({ hasNotText: 'Erin Kowalczyk' })).toHaveCount(0);
  await expect(rows().first()).toContainText('Erin Kowalczyk');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('waiting:me ');
  await expect(rows()).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(filterField(page)).not.toBeFocused();
});

test('after an approval the next waiting request is shown', async () => {
  const page = await inboxOf('Carol Dufresne');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(current()).toHaveCount(0);
  await expect(rows()).toHaveCount(4);
  await page.keyboard.press('j');
  const first = await rows().nth(0).getAttribute('data-request');
  const second = await rows().nth(1).getAttribute('data-request');
  await expect(current()).toHaveAttribute('data-request', first ?? '');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toBeFocused();
  await settled(page);
  await page.keyboard.press('a');
  await expect(actions(page).getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.type('jkx?gi fine');
  await page.keyboard.press('Enter');
  await expect(current()).toHaveAttribute('data-request', second ?? '');
  await tabTo(page, 'Decide now');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText(`You approved #${first}`);
  await expect(detail(page)).toContainText(`#${second}`);
  await expect(rows()).toHaveCount(3);
});

test('after a rejection the next waiting request is shown', async () => {
  const page = await inboxOf('Carol Dufresne');
  await expect(rows()).toHaveCount(4);
  const first = await rows().nth(0).getAttribute('data-request');
  const second = await rows().nth(1).getAttribute('data-request');
  await page.keyboard.press('j');
  await expect(current()).toHaveAttribute('data-request', first ?? '');
  await settled(page);
  await page.keyboard.press('r');
  await page.keyboard.type('Not tonight.');
  await page.keyboard.press('Enter');
  await expect(current()).toHaveAttribute('data-request', second ?? '');
  // Undone, and repeated with the typed reason.
  await page.keyboard.press('z');
  await expect(current()).toHaveAttribute('data-request', first ?? '');
  await expect(pending(page)).toHaveCount(0);
  await settled(page);
  await page.keyboard.press('r');
  await expect(actions(page).getByRole('textbox')).toHaveValue('Not tonight.');
  await page.keyboard.press('Enter');
  await find(page, 'decide now');
  await expect(option(page, /Decide now/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText(`You rejected #${first}`);
  await expect(current()).toHaveAttribute('data-request', second ?? '');
  await expect(rows()).toHaveCount(3);
});

test('x selects; the selected requests are approved with one comment from the palette', async () => {
  const page = await inboxOf('Carol Dufresne');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(selected(page)).toContainText('2 selected');
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
  await find(page, 'select all');
  await page.keyboard.press('Enter');
  await expect(selected(page)).toContainText('4 selected');
  await find(page, 'approve selected');
  await expect(option(page, /Approve selected requests/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Approve 4 requests' });
  await expect(dialog).toContainText('4 requests will be approved');
  await expect(dialog.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.type('both at once');
  await expect(dialog.getByRole('button', { name: 'Approve 4' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('4 approved, 0 refused.');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(selected(page)).toHaveCount(0);
  await expect(page.getByText('No request waits for you.')).toBeVisible();
});

test('the palette finds places, requests by number, people and colours, and screen readers can read its list', async () => {
  const page = await inboxOf('Carol Dufresne');
  await find(page, '#12');
  await expect(option(page, /^#12 /)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText('#12');

  await find(page, 'requests of alice');
  await expect(option(page, /Requests of Alice Whitcombe/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove requester:alice' })).toBeVisible();
  await expect(rows().first()).toContainText('Alice Whitcombe');

  await find(page, 'colours dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await find(page, 'st');
  await expect(palette(page)).toHaveAttribute('aria-expanded', 'true');
  const before = await palette(page).getAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  await expect(palette(page)).not.toHaveAttribute('aria-activedescendant', before ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(palette(page)).toHaveAttribute('aria-activedescendant', before ?? '');
  await shoot(page, 'palette-dark');
  await page.keyboard.press('Escape');
  await find(page, 'of the system');
  await page.keyboard.press('Enter');

  await find(page, 'my requests');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'My requests' })).toBeVisible();
  await find(page, 'nothing is called like this');
  await expect(page.getByText('Nothing here has that name.')).toBeVisible();
  await page.keyboard.press('Escape');
  await find(page, 'ask new');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'New request' })).toBeVisible();
});

test('the palette has the actions of the shown request, and they ask as their keys do', async () => {
  const page = await inboxOf('Bob Castellanos');
  await page.keyboard.press('j');
  await expect(actions(page).getByRole('button', { name: 'Reject' })).toBeVisible();
  await find(page, 'reject');
  await page.keyboard.press('Enter');
  await expect(actions(page)).toContainText('That ends the request.');
  await expect(actions(page).getByRole('textbox', { name: 'Reason, for the requester' })).toBeFocused();
  await page.keyboard.press('Escape');
});

test('a member switches the single letters off; everything else still works', async () => {
  const page = await inboxOf('Bob Castellanos');
  await goTo(page, 'Settings');
  const letters = page.getByRole('switch', { name: /Single letters/ });
  await expect(letters).toBeChecked();
  await letters.focus();
  await page.keyboard.press('Space');
  await expect(letters).not.toBeChecked();
  await find(page, 'inbox go');
  await page.keyboard.press('Enter');
  await expect(rows().first()).toBeVisible();
  for (const key of ['j', 'x', '?', 'g', 's', '/']) await page.keyboard.press(key);
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(selected(page)).toHaveCount(0);
  await expect(filterField(page)).not.toBeFocused();
  await find(page, 'keys');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('switched off');
  await page.keyboard.press('Escape');
  await goTo(page, 'Settings');
  await letters.click({ force: true });
  await expect(letters).toBeChecked();
});
