import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { actions, approve, become, detail, filter, filterLink, goTo, row } from './pages.ts';
import { shoot } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const bell = (page: Page) => page.getByRole('link', { name: /^Notifications/ });
const notices = (page: Page) => page.getByRole('list', { name: 'Notifications' }).getByRole('listitem');
/** The notifications of a person, from the bell. */
async function noticesOf(name: string): Promise<Page> {
  const { page } = desk();
  await become(page, name);
  await expect(bell(page)).toHaveAttribute('aria-label', /unread$/);
  return page;
}
const unread = async (page: Page) => Number(((await bell(page).getAttribute('aria-label')) ?? '').replace(/\D/g, ''));

/** Replaces the notifications of the system: keeps them for `shown` and `clickLast`. */
async function fallback(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification, BrowserWindow }) => {
    const shown: Electron.Notification[] = [];
    Reflect.set(globalThis, 'shownNotifications', shown);
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(this);
    };
    Reflect.set(globalThis, 'deskIsInFront', false);
    BrowserWindow.getFocusedWindow = () =>
      Reflect.get(globalThis, 'deskIsInFront') === true ? (BrowserWindow.getAllWindows()[0] ?? null) : null;
  });
}

const shown = (app: ElectronApplication) =>
  app.evaluate(() => {
    const all: Electron.Notification[] = Reflect.get(globalThis, 'shownNotifications');
    return all.map(({ title, body }) => `${title}: ${body}`);
  });

const clickLast = (app: ElectronApplication) =>
  app.evaluate(() => {
    const all: Electron.Notification[] = Reflect.get(globalThis, 'shownNotifications');
    all.at(-1)?.emit('click');
  });

/** Moves the training clock on by so many minutes. */
const minutesLater = (page: Page, minutes: number) =>
  page.evaluate((seconds) => window.desk.session.advance({ seconds }), minutes * 60);

test('the bell counts unread notifications, and the list says what happened', async () => {
  const page = await noticesOf('Carol Dufresne');
  const count = await unread(page);
  await bell(page).click();
  await expect(filterLink(page, 'Unread')).toHaveText(`Unread${count}`);
  await expect(notices(page)).toHaveCount(count);
  await expect(notices(page).filter({ hasText: 'A request waits for you' }).first()).toBeVisible();
  await shoot(page, 'notices');
});

test('a notification leads to its request, and is read then', async () => {
  const page = await noticesOf('Carol Dufresne');
  const before = await unread(page);
  await bell(page).click();
  await notices(page).filter({ hasText: 'postgres on prod-orders-db' }).getByRole('link').click();
  await expect(detail(page)).toContainText('prod-orders-db');
  await expect(bell(page)).toHaveAttribute('aria-label', new RegExp(`${before - 1} unread`));
  await approve(page);
  await expect(page.getByRole('status').filter({ hasText: /^You approved #\d+: / })).toBeVisible();
});

test('the mouse marks one notification as read, the keyboard marks all', async () => {
  const page = await noticesOf('Carol Dufresne');
  await bell(page).focus();
  await page.keyboard.press('Enter');
  const before = await unread(page);
  expect(before).toBeGreaterThan(1);
  await notices(page)
    .first()
    .getByRole('button', { name: /^Mark as read/ })
    .click();
  await expect(notices(page)).toHaveCount(before - 1);
  await page.getByRole('button', { name: 'Mark all as read' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing new.')).toBeVisible();
  await expect(bell(page)).toHaveAttribute('aria-label', 'Notifications');
  await filter(page, 'All');
  await expect(notices(page).first()).toBeVisible();
  await page.reload();
  await expect(bell(page)).toHaveAttribute('aria-label', 'Notifications');
});

test('the system shows new notifications, without names, only while no window is in front', async () => {
  const { app, page } = desk();
  await fallback(app);
  await become(page, 'Alice Whitcombe');
  await goTo(page, 'Settings');
  await expect(page.getByText('They name no resources and no accounts.')).toBeVisible();
  await expect
    .poll(
      async () => {
        await minutesLater(page, 5);
        return (await shown(app)).length;
      },
      { intervals: [100] },
    )
    .toBe(1);
  expect(await shown(app)).toEqual([
    'Your access is about to end: The access of your request #31 ends within 15 minutes.',
  ]);
  await clickLast(app);
  await expect(page.getByRole('heading', { name: 'Grants' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'orders-redis' }).first()).toBeVisible();
  expect(page.url()).toMatch(/#\/grants\?.*grant=/);

  // With a window in front the system shows nothing more, and the bell still counts.
  const before = await unread(page);
  await app.evaluate(() => Reflect.set(globalThis, 'deskIsInFront', true));
  await minutesLater(page, 20);
  await expect(bell(page)).toHaveAttribute('aria-label', `Notifications, ${before + 1} unread`);
  expect(await shown(app)).toHaveLength(1);
  await bell(page).click();
  await expect(notices(page).first()).toContainText(
    'Your access to admin on orders-redis ended, because its time was up.',
  );
});

test('the requester reads who cancelled a request, and the reason', async () => {
  const { page } = desk();
  await become(page, 'Ruth Abelson');
  await goTo(page, 'Inbox');
  await filter(page, 'Open');
  await row(page, 'prod-billing-db', 'billing_owner').click();
  await actions(page).getByRole('button', { name: 'Cancel request' }).click();
  await actions(page).getByRole('textbox').fill('The window moved.');
  await actions(page).getByRole('button', { name: 'Cancel request' }).click();
  await expect(detail(page)).toContainText('Ruth Abelson cancelled it');
  await become(page, 'Erin Kowalczyk');
  await bell(page).click();
  await expect(notices(page).filter({ hasText: 'Your request was cancelled' }).first()).toContainText(
    'Ruth Abelson cancelled your request for billing_owner on prod-billing-db, and said: “The window moved”.',
  );
});

test('a setting of the workstation, for admins only, lets notifications name accounts', async () => {
  const { page } = desk();
  await become(page, 'Ruth Abelson');
  await goTo(page, 'Settings');
  const names = page.getByRole('switch', { name: 'Name resources and accounts in them' });
  await expect(names).not.toBeChecked();
  await names.click();
  await expect(names).toBeChecked();
  await shoot(page, 'settings-notifications');
});
