import { expect, type Locator, type Page, test } from 'playwright/test';
import { actions, become, decideNow, detail, filter, filterField, goTo, pending, row, settled } from './pages.ts';
import { startPlayer } from './support/cli.ts';
import { shootBoth } from './support/looks.ts';
import { deskForEach } from './support/window.ts';

const desk = deskForEach();

const QUESTION = 'Alice, is this before or after the backup?';

const texts = (page: Page): Locator =>
  detail(page).getByRole('list', { name: 'Questions and answers' }).getByRole('listitem');
const steps = (page: Page): Locator => detail(page).getByRole('region', { name: 'Approval steps' });
const bell = (page: Page): Locator => page.getByRole('link', { name: /^Notifications/ });
const told = (page: Page): Locator => page.getByRole('list', { name: 'Notifications' }).getByRole('listitem');
const field = (page: Page, name: string): Locator => detail(page).getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string): Locator =>
  detail(page).getByRole('region', { name: 'Questions and answers' }).getByRole('button', { name });

/** Shows Alice's request for the orders database, about which Carol asked a question. */
async function show(name: string): Promise<Page> {
  const { page } = desk();
  await become(page, name);
  await filter(page, 'Open');
  await row(page, 'prod-orders-db', 'postgres').click();
  await expect(texts(page)).not.toHaveCount(0);
  return page;
}

/** Writes from another process, to the open request about which a question was asked. */
async function meanwhile(as: string, verb: 'ask' | 'answer', text: string): Promise<void> {
  const find = { as, do: 'requests.list', with: { status: 'open', resource: 'prod-orders-db' }, save: 'found' };
  const write = { as, do: `requests.${verb}`, with: { id: '$found.items.0.id', text } };
  const answers = await startPlayer(desk().workspace).play([find, write]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
}

test('a question is seen in the list, in the step and in the thread, with who is asked and since when', async () => {
  const page = await show('Bob Castellanos');
  await expect(row(page, 'prod-orders-db', 'postgres')).toContainText(/Alice Whitcombe\s*asked \d+ min/);
  await expect(steps(page)).toContainText(/Carol Dufresne asked Alice Whitcombe, .* There is no answer yet\./);
  await expect(texts(page)).toHaveCount(1);
  await expect(texts(page)).toContainText(QUESTION);
  await expect(texts(page)).toContainText('after Bob Castellanos approved');
  await expect(texts(page)).toContainText('no answer yet');
  await expect(steps(page)).toContainText('A text came after this approval.');
  await expect(detail(page)).toContainText('The time goes on meanwhile: the request expires in 1 day 23 h.');
  await shootBoth(page, 'thread-asked');
});

test('the requester is told of a question and answers it; then the one who asked is told', async () => {
  const { page } = desk();
  await become(page, 'Alice Whitcombe');
  await expect(page.getByRole('link', { name: /^My requests/ })).toContainText('with a question for you');
  await bell(page).click();
  const notice = told(page).filter({ hasText: 'A question about your request' });
  await expect(notice).toContainText(
    `Carol Dufresne asks “${QUESTION}” about your request for postgres on prod-orders-db.`,
  );
  await notice.getByRole('link').first().click();
  await field(page, 'Answer').fill('After it.\nThe backup ends at six.');
  await shootBoth(page, 'thread-answering');
  await button(page, 'Answer').click();
  await expect(texts(page)).toHaveCount(2);
  await expect(texts(page).last()).toContainText('Alice Whitcombe wrote');
  await expect(texts(page).last()).toContainText('The backup ends at six.');
  await expect(steps(page)).not.toContainText('There is no answer yet.');
  await expect(page.getByRole('link', { name: /^My requests/ })).not.toContainText('with a question for you');

  await become(page, 'Carol Dufresne');
  await bell(page).click();
  await expect(told(page).filter({ hasText: 'A new answer' })).toContainText(
    'Alice Whitcombe writes “After it. The backup ends at six” about the request for postgres on prod-orders-db.',
  );
});

test('an approval counts for the thread that was on screen: after another text it is refused and says why', async () => {
  const page = await show('Dan Østergaard');
  await settled(page);
  await actions(page).getByRole('button', { name: 'Approve' }).click();
  await expect(pending(page)).toContainText('Nothing is signed yet.');
  await meanwhile('alice', 'answer', 'Before it, sorry.');
  await decideNow(page);
  await expect(pending(page)).toContainText('there is a new question or answer. Read it, then decide.');
  await expect(texts(page)).toHaveCount(2);
  await pending(page).getByRole('button', { name: 'Dismiss' }).click();
  await settled(page);
  await actions(page).getByRole('button', { name: 'Approve' }).click();
  await decideNow(page);
  await expect(steps(page)).toContainText('Dan Østergaard approved');
});

test('the filter line and the ready-made view find what needs an answer', async () => {
  const { page } = desk();
  await become(page, 'Imani Okafor');
  await filter(page, 'Open');
  await filterField(page).fill('needs:answer ');
  const rows = page.getByRole('list', { name: 'Requests' }).getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('prod-orders-db');
  await goTo(page, 'Inbox');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Waiting for an answer' }).click();
  await expect(rows).toHaveCount(1);
  await shootBoth(page, 'needs-answer');
});

test('asking and answering work by keyboard alone, and by the command palette', async () => {
  const { page } = desk();
  await become(page, 'Dan Østergaard');
  await filter(page, 'Open');
  await expect(row(page, 'prod-orders-db', 'postgres')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('prod-orders-db ');
  await page.keyboard.press('Escape');
  await row(page, 'prod-orders-db', 'postgres').focus();
  await page.keyboard.press('Enter');
  await expect(texts(page)).toHaveCount(1);
  await page.keyboard.press('q');
  await expect(field(page, 'Question for Alice Whitcombe')).toBeFocused();
  await page.keyboard.type('And is the replica up?');
  await shootBoth(page, 'thread-asking');
  await page.keyboard.press('Control+Enter');
  await expect(texts(page)).toHaveCount(2);
  await expect(detail(page)).toContainText('You asked. Alice Whitcombe will be told.');
  await expect(steps(page)).toContainText('Carol Dufresne and Dan Østergaard asked Alice Whitcombe');
  await expect(button(page, 'Ask a question…')).toBeFocused();

  await become(page, 'Alice Whitcombe');
  await goTo(page, 'My requests');
  await row(page, 'prod-orders-db', 'postgres').click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('answer a question');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Answer')).toBeFocused();
  await expect(button(page, 'Answer')).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Control+Enter');
  await expect(detail(page)).toContainText('Write something first.');
  await page.keyboard.type('It is.');
  await page.keyboard.press('Control+Enter');
  await expect(texts(page)).toHaveCount(3);
});

test('a person who can write nothing reads why', async () => {
  const page = await show('Oleg Marchenko');
  await expect(button(page, 'Ask')).toHaveCount(0);
  await actions(page)
    .getByRole('button', { name: /Why can’t I/ })
    .click();
  await expect(actions(page)).toContainText('Auditors see every request and write to none.');
});
