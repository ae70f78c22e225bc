import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';

const scenario = join(import.meta.dirname, '..', '..', 'scenarios', 'training.jsonl');

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The texts in the data of the training workspace: names, patterns, reasons. */
export const trainingData = (): readonly string[] =>
  readFileSync(scenario, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const step: unknown = JSON.parse(line);
      return typeof step === 'object' && step !== null && 'with' in step ? textsIn(step.with) : [];
    });

/** Hashes and fingerprints, whole or in groups. */
const HASH = /\b[0-9a-f]{8,64}\b/g;

/** Dates and times as Intl writes them in English, and names of keys: not texts of the catalogue. */
const NOT_TEXTS = [
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g,
  /\b(?:January|February|March|April|June|July|August|September|October|November|December)\b/g,
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g,
  /(?<=\d{4},? )at\b|\b[AP]M\b|\bUTC\b|\bGMT\b/g,
  /\bCtrl(?: [A-Z])?\b/g,
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
export async function plainTexts(page: Page, data: readonly string[]): Promise<readonly string[]> {
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
