import { readPieces, type Token, writePieces } from './pieces.ts';

/** A filter line while it is being typed: its tokens, and the text that is not a token yet. */
export interface Line {
  readonly tokens: readonly Token[];
  readonly typed: string;
}

/** Splits the line of an address into tokens and words. */
export function openLine(line: string): Line {
  const pieces = readPieces(line);
  return {
    tokens: pieces.flatMap((piece) => (piece.kind === 'token' ? [piece] : [])),
    typed: writePieces(pieces.filter((piece) => piece.kind === 'word')),
  };
}

/** Turns complete tokens in the text into tokens: those that a blank follows, or (`all`) every one. */
export function tokenized({ tokens, typed }: Line, all = false): Line {
  const pieces = readPieces(typed);
  const done = (piece: { readonly to: number; readonly open: boolean }): boolean =>
    all || (!piece.open && piece.to < typed.length);
  const made = pieces.flatMap((piece) => (piece.kind === 'token' && done(piece) ? [piece] : []));
  if (made.length === 0) return { tokens, typed };
  let rest = '';
  let at = 0;
  for (const piece of made) {
    rest += typed.slice(at, piece.from);
    // The blank after a token goes with it.
    at = piece.to + (piece.to < typed.length ? 1 : 0);
  }
  return { tokens: [...tokens, ...made], typed: rest + typed.slice(at) };
}

/** The line to search for: without a token that is still being typed. */
export function lineSoFar({ tokens, typed }: Line): string {
  const last = readPieces(typed).at(-1);
  const drafted = last?.kind === 'token' && (last.open || last.to === typed.length);
  return wholeLine({ tokens, typed: drafted ? typed.slice(0, last.from) : typed });
}

/** The line with everything that was typed. */
export function wholeLine({ tokens, typed }: Line): string {
  return [writePieces(tokens), typed.trim()].filter((part) => part !== '').join(' ');
}

/** The line without one of its tokens. */
export const without = ({ tokens, typed }: Line, index: number): Line => ({
  tokens: tokens.filter((_, at) => at !== index),
  typed,
});

/** The line with the piece that is being typed replaced by a completion. */
export function completed({ tokens, typed }: Line, insert: string, whole: boolean): Line {
  const last = readPieces(typed).at(-1);
  const from = last !== undefined && last.to === typed.length ? last.from : typed.length;
  const line = { tokens, typed: `${typed.slice(0, from)}${insert}${whole ? ' ' : ''}` };
  return whole ? tokenized(line) : line;
}
