/** A part of a filter line as it was typed. */
interface Written {
  /** Exactly what was typed. */
  readonly raw: string;
  /** Where it begins and ends in the line, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** Whether a quotation mark in it was not closed. */
  readonly open: boolean;
}

/** A word to search for. */
export interface Word extends Written {
  readonly kind: 'word';
  readonly text: string;
}

/** A filter for one property: `is:open`. `#12` is one, too. */
export interface Token extends Written {
  readonly kind: 'token';
  /** In lower case; possibly unknown. */
  readonly key: string;
  readonly value: string;
}

export type Piece = Word | Token;

const KEY = /^([A-Za-z]+):/;
const NUMBER = /^#(\d+)$/;

/**
 * Reads a filter line: blanks separate pieces. Quoted text (`"…"`) may hold blanks and colons; inside it `\"` is a quotation mark and `\\` a
 * backslash. Elsewhere a backslash is itself, because `CORP\admin` is a name. Letters before a colon make a token, whatever follows.
 */
export function readPieces(line: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < line.length) {
    if (isBlank(line.charAt(at))) at += 1;
    else {
      const to = endOf(line, at);
      pieces.push(pieceOf(line.slice(at, to), at, to));
      at = to;
    }
  }
  return pieces;
}

const isBlank = (character: string): boolean => /\s/.test(character);

function endOf(line: string, from: number): number {
  let quoted = false;
  for (let at = from; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && isBlank(character)) return at;
  }
  return line.length;
}

function pieceOf(raw: string, from: number, to: number): Piece {
  const key = KEY.exec(raw)?.[1];
  const { text, open } = unquoted(key === undefined ? raw : raw.slice(key.length + 1));
  const written = { raw, from, to, open };
  if (key !== undefined) return { kind: 'token', key: key.toLowerCase(), value: text, ...written };
  const number = NUMBER.exec(raw)?.[1];
  if (number !== undefined) return { kind: 'token', key: 'number', value: number, ...written };
  return { kind: 'word', text, ...written };
}

function unquoted(raw: string): { readonly text: string; readonly open: boolean } {
  let text = '';
  let quoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw.charAt(at);
    const next = raw.charAt(at + 1);
    if (quoted && character === '\\' && (next === '"' || next === '\\')) {
      text += next;
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else text += character;
  }
  return { text, open: quoted };
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** A value as it is written after a key: quoted if it would otherwise be read as something else. */
export function writeValue(value: string): string {
  return value === '' || /[\s"]/.test(value) ? quoted(value) : value;
}

/** A token as it is written. */
export function writeToken(key: string, value: string): string {
  return key === 'number' && /^\d+$/.test(value) ? `#${value}` : `${key}:${writeValue(value)}`;
}

/** Words to search for, quoted where they would be read as a token. */
export function writeWords(text: string): string {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (KEY.test(word) || NUMBER.test(word) || word.includes('"') ? quoted(word) : word))
    .join(' ');
}

/** A line of pieces, as they were typed. */
export const writePieces = (pieces: readonly Pick<Piece, 'raw'>[]): string => pieces.map(({ raw }) => raw).join(' ');
