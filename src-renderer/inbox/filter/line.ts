import { readPieces, type Token, writePieces } from './pieces.ts';

/** A filter line while it is being written: what is a token already, and what is still text. */
export interface Line {
  readonly tokens: readonly Token[];
  readonly typed: string;
}

/** A line as it lies in the address, with its tokens told from its words. */
export function openLine(line: string): Line {
  const pieces = readPieces(line);
  return {
    tokens: pieces.flatMap((piece) => (piece.kind === 'token' ? [piece] : [])),
    typed: writePieces(pieces.filter((piece) => piece.kind === 'word')),
  };
}

/** Makes tokens of what is complete in the text: whatever a blank follows, or (`all`) everything. */
export function settled({ tokens, typed }: Line, all = false): Line {
  const pieces = readPieces(typed);
  const done = (piece: { readonly to: number; readonly open: boolean }): boolean =>
    all || (!piece.open && piece.to < typed.length);
  const made = pieces.flatMap((piece) => (piece.kind === 'token' && done(piece) ? [piece] : []));
  if (made.length === 0) return { tokens, typed };
  let rest = '';
  let at = 0;
  for (const piece of made) {
    rest += typed.slice(at, piece.from);
    // The blank behind it went with it.
    at = piece.to + (piece.to < typed.length ? 1 : 0);
  }
  return { tokens: [...tokens, ...made], typed: rest + typed.slice(at) };
}

/** The line as it is looked for: a token that is still being typed is no question yet. */
export function lineSoFar({ tokens, typed }: Line): string {
  const last = readPieces(typed).at(-1);
  const drafted = last?.kind === 'token' && (last.open || last.to === typed.length);
  return wholeLine({ tokens, typed: drafted ? typed.slice(0, last.from) : typed });
}

/** The line with all that was typed. */
export function wholeLine({ tokens, typed }: Line): string {
  return [writePieces(tokens), typed.trim()].filter((part) => part !== '').join(' ');
}

/** The line without one of its tokens. */
export const without = ({ tokens, typed }: Line, index: number): Line => ({
  tokens: tokens.filter((_, at) => at !== index),
  typed,
});

/** The line with a text in the place of the piece that is being typed. */
export function completed({ tokens, typed }: Line, insert: string, whole: boolean): Line {
  const last = readPieces(typed).at(-1);
  const from = last !== undefined && last.to === typed.length ? last.from : typed.length;
  const line = { tokens, typed: `${typed.slice(0, from)}${insert}${whole ? ' ' : ''}` };
  return whole ? settled(line) : line;
}
