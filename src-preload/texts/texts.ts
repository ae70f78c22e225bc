import { createInstance } from 'i18next';
import type { Needed, TextKey, Texts, ValuesOf } from './catalogue.ts';
import { en } from './en/index.ts';
import { pseudoTexts } from './pseudo.ts';

/**
 * # How texts work
 *
 * Every text that a person reads stands once in `en/`, one file for each subject; the name of the file begins the key:
 * `t('ledger.verify.intact')`. Both sides import `#texts/texts.ts`.
 *
 * - Values stand in braces: `'{{name}} asks for {{count, number}} accounts.'` `, number` groups digits (12,345); without
 *   it a number stays as it is (#12345). A key that does not exist, and a value that is missing, are compile errors.
 * - Plurals are two texts, `found_one` and `found_other`; `t('x.found', { count })` chooses. Never by a condition in code.
 * - One sentence is one text. Do not glue sentences from pieces, and do not change the case of their first letter: write
 *   one text for each case, and pass names and other data as values.
 * - In the window `<Sentence text="x.y" parts={{ b: <b /> }} />` puts elements into a sentence: `'<b>{{name}}</b> left.'`
 * - Choices are keys: `t(\`ledger.kinds.${kind}\`)` compiles only if every kind has a text.
 * - Durations, lists and instants in sentences come from `values.ts`; dates on screen from src-renderer/ui/time.ts.
 * - Call `t` when the text is needed, never while a module loads: the language may be chosen after that.
 * - A sentence that stands anywhere else fails test/texts/sentences.test.ts, which lists the few exceptions.
 * - Tests can choose a pseudo-locale, which shows every text that is missing here (`choosePseudoTexts`).
 */
export const i18n = createInstance({
  lng: 'en',
  fallbackLng: false,
  resources: { en: { translation: en } },
  // React escapes by itself, and terminals show what they are given.
  interpolation: { escapeValue: false },
});
i18n.init();

let numbers = new Intl.NumberFormat('en');
const plurals = new Intl.PluralRules('en');

// The library takes some microseconds to find a text and its plural form, and sentences are made by the thousand: each
// text is found once, and its values are put in here.
const found = new Map<string, string>();
const SLOT = /\{\{(\w+)(, number)?\}\}/g;

/** The text of a key, with its values. */
export function t<const Key extends TextKey>(key: Key, ...[values]: Needed<ValuesOf<Key>>): string {
  return filled(key, values ?? {});
}

function filled(key: string, values: Readonly<Record<string, unknown>>): string {
  const text = textOf(key, typeof values.count === 'number' ? values.count : undefined);
  return text.replace(SLOT, (slot, name: string, format?: string) => {
    const value = values[name];
    if (value === undefined) return slot;
    return format !== undefined && typeof value === 'number' ? numbers.format(value) : String(value);
  });
}

function textOf(key: string, count: number | undefined): string {
  const form = count === undefined ? key : `${key} ${plurals.select(count)}`;
  const known = found.get(form);
  if (known !== undefined) return known;
  const text = i18n.t(key, { count, skipInterpolation: true });
  found.set(form, text);
  return text;
}

/** A piece of a text: plain text, or a tag with what it holds. */
export type Piece = string | { readonly tag: string; readonly inside: readonly Piece[] };

/** A text cut at its tags (`<b>`, `</b>`, `<link/>`), with its values. A tag in a value is text. */
export function textWithTags(key: TextKey, values: Readonly<Record<string, string | number>>): readonly Piece[] {
  const typed: string[] = [];
  const marked = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'number') return [name, value];
    typed.push(value);
    return [name, `${MARK}${typed.length - 1}${MARK}`];
  });
  const root: Piece[] = [];
  const open = [root];
  for (const token of filled(key, Object.fromEntries(marked)).split(TOKENS)) {
    const inside = open.at(-1) ?? root;
    const [, end, tag, single] = TAG.exec(token) ?? [];
    if (end) open.pop();
    else if (tag) {
      const held: Piece[] = [];
      inside.push({ tag, inside: held });
      if (!single) open.push(held);
    } else if (token !== '') inside.push(token.replace(MARKED, (_, index: string) => typed[Number(index)] ?? ''));
  }
  return root;
}

const TOKENS = /(<\/?[a-z]+\/?>)/i;
const TAG = /^<(\/?)([a-z]+)(\/?)>$/i;
// A character that no text of a person holds.
const MARK = '\uFFFF';
const MARKED = /\uFFFF(\d+)\uFFFF/g;

/** Has numbers in texts written as this locale writes them: the system's, in the window. They are written as in English elsewhere. */
export function chooseNumbers(locale: string): void {
  numbers = new Intl.NumberFormat(locale);
}

/** The language tag of the pseudo-locale. */
export const PSEUDO = 'en-XA';

/** For tests: has every text of the catalogue written in accented letters and brackets, so that any other text stands out. */
export function choosePseudoTexts(): void {
  const texts: Texts = en;
  i18n.addResourceBundle(PSEUDO, 'translation', pseudoTexts(texts));
  i18n.changeLanguage(PSEUDO);
  found.clear();
}
