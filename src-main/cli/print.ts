import { stripVTControlCharacters } from 'node:util';

// What a terminal obeys instead of showing it: control characters but line ends and tabs. And what turns the direction of writing.
const OBEYED = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

/** A text as it may be printed: without whatever would command the terminal. Names, comments and files can hold anything. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(OBEYED, '');
}

/** A value in JSON, on one line, with whatever would command the terminal escaped: a reader of JSON gets it as it was. */
export function json(value: unknown): string {
  return JSON.stringify(value).replace(OBEYED, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Writes text for a person to standard output. */
export function out(text: string): void {
  process.stdout.write(plain(text));
}

/** Writes a value to standard output, as a line of JSON. */
export function outJson(value: unknown): void {
  process.stdout.write(`${json(value)}\n`);
}

/** Writes text for a person to standard error. */
export function err(text: string): void {
  process.stderr.write(plain(text));
}
