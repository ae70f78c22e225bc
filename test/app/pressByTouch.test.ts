import { expect, type Locator, type Page, test } from 'playwright/test';
import { actions, become, decideNow, detail, goTo, pending, row, settled } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { decisionsOf, fileRequests } from './support/requests.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

const approveButton = (page: Page): Locator => actions(page).getByRole('button', { name: 'Approve' });

const file = (...resources: readonly string[]) => fileRequests(desk().workspace, ...resources);

interface Finger {
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
}

/** A finger above the middle of an element. The browser turns its touches into pointer events and a click, as with a real finger. */
async function fingerOn(page: Page, where: Locator): Promise<Finger> {
  const box = await where.boundingBox();
  if (box === null) throw new Error('It is not on screen.');
  const browser = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return {
    down: async () => void (await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })),
    up: async () => void (await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })),
  };
}

async function choose(page: Page, resource: string): Promise<void> {
  await become(page, 'Tomás Herrera');
  await goTo(page, 'Settings');
  await goTo(page, 'Inbox');
  await row(page, resource, 'admin').click();
  await settled(page);
}

/** Makes the page record the kind of pointer of every click. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const kinds: string[] = [];
    Reflect.set(window, 'clickKinds', kinds);
    const note = (event: Event) => kinds.push(event instanceof PointerEvent ? event.pointerType : 'no pointer');
    window.addEventListener('click', note, { capture: true });
  });
const clickKinds = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'clickKinds'));

test('two taps on Approve decide one request, and not the next one that appears under the finger', async () => {
  const { page } = desk();
  const [below = '', above = ''] = await file('below-touch-redis', 'above-touch-redis');
  await choose(page, 'above-touch-redis');
  const finger = await fingerOn(page, approveButton(page));
  await listen(page);
  for (let taps = 0; taps < 2; taps += 1) {
    await finger.down();
    await finger.up();
  }
  await expect(detail(page)).toContainText('admin on below-touch-redis');
  await expect.poll(() => clickKinds(page)).toEqual(['touch', 'touch']);
  await expect(pending(page).getByText('Nothing is signed yet.')).toHaveCount(1);
  await decideNow(page);
  await expect.poll(() => decisionsOf(page, above)).toBe(1);
  expect(await decisionsOf(page, below)).toBe(0);
});

test('a request that changes under a finger on Approve is not decided when the finger is lifted', async () => {
  const { page, workspace } = desk();
  const [id = ''] = await file('rested-redis');
  await choose(page, 'rested-redis');
  const finger = await fingerOn(page, approveButton(page));
  await finger.down();
  await startPlayer(workspace).play([
    { as: 'admin', do: 'policies.list', with: { text: 'redis' }, save: 'found' },
    {
      as: 'admin',
      do: 'policies.update',
      with: { id: '$found.items.0.id', version: '$found.items.0.version', description: 'Another one.' },
    },
  ]);
  await expect(detail(page)).toContainText('A newer version exists.');
  await finger.up();
  await expect(pending(page)).toHaveCount(0);
  expect(await decisionsOf(page, id)).toBe(0);
  await settled(page);
  await finger.down();
  await finger.up();
  await expect(pending(page).getByText('Nothing is signed yet.')).toHaveCount(1);
  await decideNow(page);
  await expect.poll(() => decisionsOf(page, id)).toBe(1);
});
