import type { Texts } from './catalogue.ts';

const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ACCENTED = 'ÀƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽàƀçðéƒĝĥîĵķļṁñöþǫŕšţûṽŵẋýž';
const letters = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] ?? letter]));

/** The values (`{{name}}`) and tags (`<b>`) of a text, which stay as they are. */
const KEPT = /\{\{[^}]*\}\}|<\/?[a-z]+\/?>/gi;

/** Accented letters for plain ones. */
export function accented(text: string): string {
  return Array.from(text, (letter) => letters.get(letter) ?? letter).join('');
}

/** A text of the pseudo-locale: `[Ĥéļļö {{name}}]`. No plain letter is left outside values and tags. */
export function pseudoText(text: string): string {
  const kept = text.match(KEPT) ?? [];
  const between = text.split(KEPT).map(accented);
  return `[${between.map((piece, index) => piece + (kept[index] ?? '')).join('')}]`;
}

/** All texts of a catalogue in the pseudo-locale. */
export function pseudoTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? pseudoText(text) : pseudoTexts(text)]),
  );
}
