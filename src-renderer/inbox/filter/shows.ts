import { requestStatuses } from '#contract/requests.ts';
import { type Piece, readPieces, writePieces, writeWords } from './pieces.ts';

/** The choices above a list: what waits for the viewer, each status, and all. */
export const shows = ['waiting', ...requestStatuses, 'all'] as const;
export type Show = (typeof shows)[number];

const ofShow = (piece: Piece): boolean => piece.kind === 'token' && (piece.key === 'is' || piece.key === 'waiting');

/** The token that asks for one of the choices; empty for all. */
export const tokenOf = (show: Show): string => (show === 'all' ? '' : show === 'waiting' ? 'waiting:me' : `is:${show}`);

/** The choice that a filter line makes; null for none of them. */
export function showOf(pieces: readonly Piece[]): Show | null {
  const asked = pieces.filter(ofShow).map(({ raw }) => raw.toLowerCase());
  const found = shows.find((show) => asked.join(' ') === tokenOf(show));
  return found ?? (asked.length === 2 && asked.includes('waiting:me') && asked.includes('is:open') ? 'waiting' : null);
}

/** The line with another choice. */
export function withShow(line: string, show: Show): string {
  const rest = readPieces(line).filter((piece) => !ofShow(piece));
  const token = tokenOf(show);
  return writePieces([...(token === '' ? [] : [{ raw: token }]), ...rest]);
}

/** The line without its choice and its order. */
export const scopeOf = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.filter((piece) => !ofShow(piece) && !(piece.kind === 'token' && piece.key === 'sort'));

/** Whether a line asks for more than one of the choices. */
export const asksMore = (pieces: readonly Piece[]): boolean => scopeOf(pieces).length > 0;

/** A choice and words to search for, as one line. */
export const lineOf = (show: Show, text: string): string =>
  [tokenOf(show), writeWords(text)].filter((part) => part !== '').join(' ');
