import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { actions, approve, become, detail, filter, filterLink, goTo, row } from './pages.ts';
import { shoot } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

const bell = (page: Page) => page.getByRole('link', { name: /^Notifications/ });
const notices = (page: Page) => page.getByRole('list', { name: 'Notifications' }).getByRole('listitem');
const unread = async (page: Page) => Number(((await bell(page).getAttribute('aria-label')) ?? '').replace(/\D/g, ''));

/** Stands in for the system's notifications: keeps what was shown, and lets a test click on it. */
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

/** Moves the training clock on by so many minutes, as somebody does who types them in. */
const minutesLater = (page: Page, minutes: number) =>
  page.evaluate((seconds) => window.desk.session.advance({ seconds }), minutes * 60);

test('the bell counts what is unread, and the list says what happened', async () => {
  const { page } = desk();
  await become(page, 'Carol Dufresne');
  await expect(bell(page)).toHaveAttribute('aria-label', /unread$/);
  const count = await unread(page);
  await bell(page).click();
  await expect(filterLink(page, 'Unread')).toHaveText(`Unread${count}`);
  await expect(notices(page)).toHaveCount(count);
  await expect(notices(page).filter({ hasText: 'A request waits for you' }).first()).toBeVisible();
  await shoot(page, 'notices');
});

test('each leads to what it is about, and is read then; what was dealt with is read by itself', async () => {
  const { page } = desk();
  const before = await unread(page);
  await notices(page).filter({ hasText: 'postgres on prod-orders-db' }).getByRole('link').click();
  await expect(detail(page)).toContainText('prod-orders-db');
  await expect(bell(page)).toHaveAttribute('aria-label', new RegExp(`${before - 1} unread`));
  await approve(page);
  await expect(page.getByRole('status').filter({ hasText: /^You approved #\d+: / })).toBeVisible();
});

test('one is marked as read by the mouse, all of them by the keyboard', async () => {
  const { page } = desk();
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

test('while no window is in front the system shows what is new, without names, and a click leads there', async () => {
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
});

test('while a window is in front it shows nothing, and the bell counts all the same', async () => {
  const { app, page } = desk();
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

test('whoever asked is told what others did, with what they said', async () => {
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

test('a setting of the workstation, kept by admins, lets them name accounts', async () => {
  const { page } = desk();
  await become(page, 'Ruth Abelson');
  await goTo(page, 'Settings');
  const names = page.getByRole('switch', { name: 'Name resources and accounts in them' });
  await expect(names).not.toBeChecked();
  await names.click();
  await expect(names).toBeChecked();
  await shoot(page, 'settings-notifications');
});
