import { expect, type Page, test } from 'playwright/test';
import { become, filter, filterField } from './pages.ts';
import { play } from './support/play.ts';
import { deskForEach } from './support/window.ts';

const MANY = 650;

/** Each workspace has so many requests by Yuki that wait for Carol. */
const desk = deskForEach((workspace) =>
  play(workspace, [
    { as: 'admin', do: 'people.list', with: { text: 'carol' }, save: 'carol' },
    {
      as: 'admin',
      do: 'policies.create',
      with: {
        name: 'lists',
        conditions: [{ resource: 'list-*' }],
        duration: { maxSeconds: 3_600 },
        steps: [{ approvers: [{ kind: 'person', id: '$carol.items.0.id' }], required: 1 }],
      },
    },
    ...Array.from({ length: MANY }, (_, index) => ask(`list-${String(index).padStart(4, '0')}`)),
  ]),
);

const list = (page: Page) => page.getByRole('list', { name: 'Requests' });
const rows = (page: Page) => list(page).getByRole('link');
const numbers = (page: Page) =>
  rows(page).evaluateAll((links) => links.map((link) => Number(link.getAttribute('data-request'))));
const top = async (page: Page, number: number) =>
  (await page.locator(`[data-request="${number}"]`).boundingBox())?.y ?? Number.NaN;

function ask(resource: string) {
  return { as: 'yuki', do: 'requests.submit', with: { resource, account: 'root', durationSeconds: 600 } };
}

/** Scrolls the list. Returns the number of rows in the page. */
const scrollTo = (page: Page, end: 'top' | 'bottom') =>
  list(page).evaluate((element, where) => {
    const scroller = element.parentElement;
    if (scroller === null) return 0;
    scroller.scrollTop = where === 'top' ? 0 : scroller.scrollHeight;
    return element.childElementCount;
  }, end);

test('a long list is scrolled to its end and back with only a few of its rows in the page', async () => {
  const { page } = desk();
  await become(page, 'Carol Dufresne');
  await filterField(page).fill('resource:list-* ');
  await expect(rows(page).first()).toContainText(`list-0${MANY - 1}`);
  await expect(async () => {
    expect(await scrollTo(page, 'bottom')).toBeLessThan(60);
    await expect(list(page)).toContainText('list-0000', { timeout: 500 });
  }).toPass();
  await expect(list(page).getByRole('listitem').last()).toHaveAttribute('aria-posinset', String(MANY));
  expect(await rows(page).count()).toBeLessThan(60);

  await scrollTo(page, 'top');
  await expect(list(page)).toContainText(`list-0${MANY - 1}`);
  await expect(list(page).getByRole('listitem').first()).toHaveAttribute('aria-posinset', '1');
  const shown = await numbers(page);
  expect(shown).toEqual([...shown].sort((a, b) => b - a));
});

test('scrolling up in small steps shows every request', async () => {
  const { page } = desk();
  await become(page, 'Carol Dufresne');
  await filterField(page).fill('resource:list-* ');
  await expect(async () => {
    await scrollTo(page, 'bottom');
    await expect(list(page)).toContainText('list-0000', { timeout: 500 });
  }).toPass();
  const seen = new Set<number>();
  await expect(async () => {
    for (const number of await numbers(page)) seen.add(number);
    const left = await list(page).evaluate((element) => {
      const scroller = element.parentElement;
      if (scroller === null) return 0;
      scroller.scrollTop -= 600;
      return scroller.scrollTop;
    });
    expect(left).toBe(0);
    expect(seen.size).toBe(MANY);
  }).toPass({ intervals: [30] });
});

test('new requests wait above a list that is in use, and a button shows them', async () => {
  const { page, workspace } = desk();
  await become(page, 'Carol Dufresne');
  await filter(page, 'Open');
  await expect(rows(page).first()).toContainText(`list-0${MANY - 1}`);
  const first = (await numbers(page))[0] ?? 0;
  await rows(page).nth(2).hover();
  const place = await top(page, first);
  await play(workspace, [ask('list-new-1'), ask('list-new-2'), ask('list-new-3')]);
  const button = page.getByRole('button', { name: '3 new' });
  await expect(button).toBeVisible();
  expect(await top(page, first)).toBe(place);
  await button.click();
  await expect(rows(page).first()).toContainText('list-new-3');
  await expect(button).toHaveCount(0);
});

test('new requests appear at once in a list that is not in use', async () => {
  const { page, workspace } = desk();
  await become(page, 'Carol Dufresne');
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('heading', { name: 'Inbox' }).hover();
  await play(workspace, [ask('list-new-4')]);
  await expect(rows(page).first()).toContainText('list-new-4');
  await expect(page.getByRole('button', { name: /\d new$/ })).toHaveCount(0);
});

test('far down the list, a button announces new requests and leads up to them', async () => {
  const { page, workspace } = desk();
  await become(page, 'Carol Dufresne');
  await filterField(page).fill('resource:list-* ');
  await expect(async () => {
    await scrollTo(page, 'bottom');
    await expect(list(page)).toContainText('list-0000', { timeout: 500 });
  }).toPass();
  const before = await numbers(page);
  const place = await top(page, before.at(-1) ?? 0);
  await play(workspace, [ask('list-new-5'), ask('list-new-6')]);
  const button = page.getByRole('button', { name: '2 new' });
  await expect(button).toBeVisible();
  expect(await numbers(page)).toEqual(before);
  expect(await top(page, before.at(-1) ?? 0)).toBe(place);
  await button.click();
  await expect(rows(page).first()).toContainText('list-new-6');
});

test('a request that leaves the list moves nothing under the pointer, and the chosen request stays chosen', async () => {
  const { page, workspace } = desk();
  await become(page, 'Carol Dufresne');
  await filterField(page).fill('resource:list-* sort:oldest ');
  await expect(rows(page).first()).toContainText('list-0000');
  const shown = await numbers(page);
  const [gone = 0, , , kept = 0] = shown;
  await rows(page).nth(3).click();
  await expect(page.locator('[data-request][aria-current]')).toHaveAttribute('data-request', String(kept));
  await rows(page).nth(3).hover();
  const place = await top(page, kept);
  await play(workspace, [
    { as: 'yuki', do: 'requests.list', with: { number: gone }, save: 'gone' },
    { as: 'yuki', do: 'requests.cancel', with: { id: '$gone.items.0.id' } },
  ]);
  await expect(page.locator(`[data-request="${gone}"]`)).toHaveCount(0);
  expect(await top(page, kept)).toBe(place);
  await expect(page.locator('[data-request][aria-current]')).toHaveAttribute('data-request', String(kept));
});
