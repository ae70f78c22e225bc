import { stripVTControlCharacters } from 'node:util';

// Characters that control a terminal, except line ends and tabs, and those that change the direction of writing.
const OBEYED = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

/** A text without characters that control the terminal: names, comments and files can hold any. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(OBEYED, '');
}

/** A value as one line of JSON, with characters that control the terminal escaped. Parsing it gives the same value. */
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

/** Shows how far long work is, on one line that is written over; only where standard error is a terminal. An empty text takes it away. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${plain(text)}`);
}

/** Writes text for a person to standard error. */
export function err(text: string): void {
  process.stderr.write(plain(text));
}
