import { expect, type Locator, type Page } from 'playwright/test';

/** The passphrases of the people of a real desk. */
export const passphrases = {
  ada: 'ada keeps seven violet herons',
  bob: 'bob minds eleven copper kettles',
  carol: 'carol folds forty paper lanterns',
  dan: 'dan counts nine patient owls',
} as const;
export type Username = keyof typeof passphrases;
export const names: Record<Username, string> = {
  ada: 'Ada Admin',
  bob: 'Bob Brook',
  carol: 'Carol Cliff',
  dan: 'Dan Dale',
};

/** The button that names the signed-in person. */
export const me = (page: Page, username: Username) =>
  page.getByRole('button', { name: new RegExp(`^You are ${names[username]},`) });

/** Signs in on the sign-in page. */
export async function signIn(
  page: Page,
  username: Username,
  passphrase: string = passphrases[username],
): Promise<void> {
  await field(page, 'Username').fill(username);
  await field(page, 'Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs out, by the menu. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^You are / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

/** A text field by its full name. */
export const field = (where: Page | Locator, name: string) => where.getByRole('textbox', { name, exact: true });
/** The button for the next step. */
export const next = (page: Page) => page.getByRole('button', { name: /^Next: / });
