import { expect, type Locator, type Page } from 'playwright/test';

/** Switches to a person; on the first start, chooses the person. */
export async function become(page: Page, name: string): Promise<void> {
  const switcher = page.getByRole('button', { name: /Switch to another person/ });
  const search = page.getByRole('textbox', { name: 'Find a person' });
  await expect(switcher.or(search).first()).toBeVisible();
  if (!(await search.isVisible())) await switcher.click();
  await search.fill(name);
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole('button', { name: new RegExp(`^You are ${name},`) })).toBeVisible();
  await expect(search).toHaveCount(0);
}

/** Presses Tab until the button has the focus. */
export async function tabToButton(page: Page, button: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    if (await button.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('The Tab key does not reach the button.');
}

/** Goes to a place of the navigation. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('link', { name: new RegExp(`^${place}`) })
    .click();
}

/** Turns one of the filters above a list on. */
export async function filter(page: Page, name: string): Promise<void> {
  await filterLink(page, name).click();
  await expect(filterLink(page, name)).toHaveAttribute('aria-current', /true|page/);
}

/** One of the filters above a list; its name ends with its count. */
export const filterLink = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Filters' }).getByRole('link', { name: new RegExp(`^${name}`) });

/** The field above a list of requests in which its filter is typed. */
export const filterField = (page: Page): Locator => page.getByRole('combobox', { name: 'Filter requests' });

/** The number that a filter shows. */
export async function countOf(page: Page, name: string): Promise<number> {
  const link = filterLink(page, name);
  await expect(link).toHaveText(/\d$/);
  return Number((await link.textContent())?.replace(/\D/g, ''));
}

/** A row of the list of requests. */
export const row = (page: Page, resource: string, account: string): Locator =>
  page
    .getByRole('list', { name: 'Requests' })
    .getByRole('link')
    .filter({ hasText: resource })
    .filter({ hasText: account })
    .first();

/** The request beside the list. */
export const detail = (page: Page): Locator => page.getByRole('region', { name: 'Request', exact: true });

/** The actions below the request, or the sentences that say why there are none. */
export const actions = (page: Page): Locator => detail(page).getByRole('region', { name: 'Actions' });

/** Moves the training clock on by one hour. */
export async function anHourLater(page: Page): Promise<void> {
  const clock = page.getByTestId('training-clock');
  const before = await clock.getAttribute('datetime');
  await page.getByRole('button', { name: '+1 h' }).click();
  await expect(clock).not.toHaveAttribute('datetime', before ?? '');
}

/** Picks people or groups in a box that searches while the person types. */
export async function pick(page: Page, box: Locator, name: string): Promise<void> {
  await box.fill(name);
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  // The choices stay open after a pick.
  await box.press('Escape');
}

/** Closes a printed page. It can be gone before the click on it is complete. */
export async function done(printedPage: Page): Promise<void> {
  const closed = printedPage.waitForEvent('close');
  const clicked = printedPage
    .getByRole('button', { name: 'Done' })
    .click()
    .catch((error: Error) => expect(error.message).toContain('closed'));
  await Promise.all([closed, clicked]);
}

/** The decisions that are not signed yet, at the top of the window. */
export const pending = (page: Page): Locator => page.getByRole('region', { name: 'Decisions that are not signed yet' });

/** Signs all pending decisions at once, and waits until they are signed. */
export async function decideNow(page: Page): Promise<void> {
  const buttons = pending(page).getByRole('button', { name: 'Decide now' });
  await expect(buttons.first()).toBeVisible();
  for (let left = await buttons.count(); left > 0; left -= 1) {
    await buttons.first().click();
    await expect(buttons).toHaveCount(left - 1);
  }
  await expect(pending(page).getByText('It is being signed.')).toHaveCount(0);
}

/** Approves the shown request, without waiting for the end of the time for undoing. */
export async function approve(page: Page): Promise<void> {
  await actions(page).getByRole('button', { name: 'Approve' }).click();
  await decideNow(page);
}

/** Waits until a press counts, because the request was on screen for long enough. `click` waits by itself. */
export async function settled(page: Page, where: Locator = actions(page)): Promise<void> {
  const buttons = where.getByRole('button', { name: /Approve|Reject/ });
  await expect(buttons.first()).toBeVisible();
  await expect(where.locator('button[aria-disabled]')).toHaveCount(0);
}
