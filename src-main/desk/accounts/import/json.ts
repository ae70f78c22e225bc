import type { ImportProblem } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { repeatedField, repeatedFieldText } from '../../importing/json.ts';

/** An element of the list in a JSON text. */
export interface JsonRecord {
  /** The line that it begins in, from 1. */
  readonly line: number;
  readonly value: unknown;
}

export interface JsonText {
  readonly records: readonly JsonRecord[];
  /** Why the text is not a list of values, and in which line; null if it is one. */
  readonly fault: ImportProblem | null;
}

/** Reads a JSON text that is a list. A byte order mark is ignored. */
export function readJson(text: string): JsonText {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let values: unknown;
  try {
    values = JSON.parse(source);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = faultLine(source, error.message);
    return { records: [], fault: { line, message: t('importing.json.unreadable') } };
  }
  const repeated = repeatedField(source);
  if (repeated) return { records: [], fault: { line: repeated.line, message: repeatedFieldText(repeated) } };
  if (!Array.isArray(values))
    return { records: [], fault: { line: 1, message: t('importing.json.noList', { braces: '{ }' }) } };
  const lines = elementLines(source);
  const records = values.map((value: unknown, index): JsonRecord => ({ line: lines[index] ?? 1, value }));
  return { records, fault: null };
}

// JavaScript names the position only in the message; if it names none, the text ends too early.
function faultLine(text: string, message: string): number {
  const place = /position (\d+)/.exec(message)?.[1];
  return text.slice(0, place === undefined ? undefined : Number(place)).split(/\r\n?|\n/).length;
}

const [QUOTE, BACKSLASH, LINE_FEED, RETURN, COMMA] = [34, 92, 10, 13, 44];
const OPENING = [91, 123];
const CLOSING = [93, 125];
const BLANK = [32, 9, 10, 13];

// The line of each element of the outermost list in a text that is JSON.
function elementLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let quoted = false;
  let expecting = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
      continue;
    }
    if (code === LINE_FEED || (code === RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) line += 1;
    if (depth === 1 && expecting && !BLANK.includes(code) && !CLOSING.includes(code)) {
      lines.push(line);
      expecting = false;
    }
    if (code === QUOTE) quoted = true;
    else if (OPENING.includes(code)) depth += 1;
    else if (CLOSING.includes(code)) depth -= 1;
    else if (code === COMMA && depth === 1) expecting = true;
  }
  return lines;
}
