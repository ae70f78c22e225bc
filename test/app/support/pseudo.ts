import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from 'playwright/test';
import { eventTypes } from '#contract/events.ts';
import { en } from '#texts/en/index.ts';
import { accented, pseudoText } from '#texts/pseudo.ts';

const scenario = join(import.meta.dirname, '..', '..', 'scenarios', 'training.jsonl');

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The texts that people of the training workspace have typed: names, patterns, reasons. */
const typedTexts = (): readonly string[] =>
  readFileSync(scenario, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const step: unknown = JSON.parse(line);
      return typeof step === 'object' && step !== null && 'with' in step ? textsIn(step.with) : [];
    })
    // A sentence that quotes a reason puts the full stop behind the quotation mark.
    .flatMap((text) => [text, text.replace(/\.$/, '')]);

/** Hashes and fingerprints, whole or in groups. */
const HASH = /\b[0-9a-f]{8,64}\b/g;

/** Dates and times as Intl writes them in English, and names of keys: not texts of the catalogue. */
const NOT_TEXTS = [
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g,
  /\b(?:January|February|March|April|June|July|August|September|October|November|December)\b/g,
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g,
  /(?<=\d{4},? )at\b|\b[AP]M\b|\bUTC\b|\bGMT\b/g,
  /\bCtrl(?:[ +][A-Z])?\b/g,
];

/** All texts of a page that can be seen or heard: text, placeholders, labels, titles. */
function shownTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found = [document.title];
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility() || element.closest('script, style, kbd') !== null) continue;
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      found.push(own.map((node) => node.textContent ?? '').join(' '));
      // A hidden copy of a field, with which a library measures its size.
      if (element.getAttribute('aria-hidden') === 'true' && element instanceof HTMLTextAreaElement) continue;
      for (const name of ['placeholder', 'aria-label', 'title', 'alt', 'aria-valuetext', 'aria-roledescription'])
        found.push(element.getAttribute(name) ?? '');
      const typed = element instanceof HTMLInputElement && !['radio', 'checkbox', 'hidden'].includes(element.type);
      if (typed) found.push(element.value);
    }
    return found.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** The texts of a page that do not come from the catalogue and are no data: the pseudo-locale leaves no plain letter in its texts. */
async function plainTexts(page: Page, data: readonly string[]): Promise<readonly string[]> {
  const known = [...new Set(data)].filter((text) => /[a-z]/i.test(text)).sort((a, b) => b.length - a.length);
  const left = (text: string): string => {
    let rest = text.replace(HASH, '');
    for (const one of known) rest = rest.replaceAll(one, '');
    for (const pattern of NOT_TEXTS) rest = rest.replace(pattern, '');
    return rest;
  };
  const shown = new Set(await shownTexts(page));
  return [...shown].filter((text) => /[a-z]/i.test(left(text)));
}

/** Expects that every text on a screen is data, or comes from the catalogue. */
export async function expectOnlyTexts(screen: string, page: Page, data: readonly string[]): Promise<void> {
  expect(await plainTexts(page, data), screen).toEqual([]);
}

/** The examples in filters and files, which are the same in every language. */
function examples(): readonly string[] {
  const filters = ['waiting:me', 'is:open', 'production-db-approval', '{a,b}', 'prod-db*'];
  const policySet = `apiVersion: countersign/v1
kind: PolicySet
policies:
  - name: production-db
    conditions:
      - resource: prod-db-*
    duration:
      maxSeconds: 7200
    steps:
      - required: 1
        approvers:
          - group: managers`;
  const rows = [
    'resource,account,kind,owner\nprod-orders-db,postgres,postgres,dba',
    'username,name,email,role,groups\nbob,Bob Castellanos,bob@example.com,member,managers',
  ];
  const columns = ['resource', 'account', 'kind', 'owner', 'username', 'name', 'email', 'role', 'groups'];
  const fields = ['complete: true', 'status: archived'];
  // A hidden element of Mantine.
  return [...filters, policySet, ...rows, ...columns, ...fields, 'autosize measurement'];
}

/** Everything on the screens of a training workspace that is data: typed texts, the names of product, desk and events, examples. */
export const trainingData = (): readonly string[] => [
  ...typedTexts(),
  'Countersign',
  'Training',
  ...eventTypes,
  ...examples(),
];

/** A button with this text of the catalogue, and the name in it; the brackets of the pseudo-locale show where it begins and ends. */
export const button = (within: Page | Locator, text: string, name = ''): Locator =>
  within.getByRole('button', { name: pseudoText(text).replace('{{name}}', name) }).first();

/** Becomes a persona; on the first start, chooses one. */
export async function becomePseudo(page: Page, name: string): Promise<void> {
  const switcher = page.getByRole('button', { name: accented('Switch to another person') });
  const search = page.getByRole('textbox', { name: pseudoText(en.shell.person.find) });
  await expect(switcher.or(search).first()).toBeVisible();
  if (!(await search.isVisible())) await switcher.click();
  await search.fill(name);
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await expect(search).toHaveCount(0);
  await expect(switcher).toHaveAccessibleName(new RegExp(name));
}

/** Opens a page of the application by its address, and waits until its data is there. */
export async function openAddress(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, address);
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
