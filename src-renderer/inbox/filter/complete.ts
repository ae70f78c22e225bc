import { commonTimes, filterKeys, keyNamed } from './keys.ts';
import type { Known } from './meaning.ts';
import { readPieces, writeToken } from './pieces.ts';

/** Something that what is being typed could become. */
export interface Completion {
  /** What is put in the place of it. */
  readonly insert: string;
  /** Whether it is a whole token, and not only its beginning. */
  readonly whole: boolean;
  readonly label: string;
  readonly hint: string;
}

/** Names of the inventory that fit what is being typed. */
export interface Names {
  readonly resources: readonly string[];
  readonly accounts: readonly string[];
}

/** How many are offered at once. */
const MOST = 8;

const begins = (text: string, typed: string): boolean => text.toLocaleLowerCase().startsWith(typed);
const holds = (text: string, typed: string): boolean => text.toLocaleLowerCase().includes(typed);

/** The piece that is being typed at the end of a text; empty when a blank ends it. */
export function draftOf(typed: string): string {
  const last = readPieces(typed).at(-1);
  return last !== undefined && last.to === typed.length ? last.raw : '';
}

/** What the inventory is to be asked for; null when no name of it is being typed. */
export function nameDraft(draft: string): { readonly kind: 'resource' | 'account'; readonly text: string } | null {
  const [piece] = readPieces(draft);
  if (piece?.kind !== 'token' || (piece.key !== 'resource' && piece.key !== 'account')) return null;
  return { kind: piece.key, text: piece.value };
}

/** What a draft could become, the likeliest first. */
export function completionsOf(draft: string, known: Known, names: Names): readonly Completion[] {
  const [piece] = readPieces(draft);
  if (piece === undefined || piece.kind === 'word') return keysFor(piece?.text ?? '', known);
  const typed = piece.value.toLocaleLowerCase();
  return [...valuesOf(piece.key, typed, known, names)]
    .filter(({ label, hint }) => holds(label, typed) || holds(hint, typed))
    .sort((a, b) => Number(begins(b.label, typed)) - Number(begins(a.label, typed)))
    .slice(0, MOST)
    .map(({ label, hint }) => ({
      insert: writeToken(piece.key, label),
      whole: true,
      label: `${piece.key}:${label}`,
      hint,
    }));
}

function keysFor(typed: string, known: Known): readonly Completion[] {
  return filterKeys
    .filter(({ key }) => key.startsWith(typed.toLowerCase()) && (key !== 'policy' || known.policies !== null))
    .map(({ key, hint, values, example }) => ({
      insert: `${key}:`,
      whole: false,
      label: `${key}:`,
      hint: `${hint} — ${values === null ? example : values.join(', ')}`,
    }));
}

interface Value {
  readonly label: string;
  readonly hint: string;
}

const plain = (labels: readonly string[]): readonly Value[] => labels.map((label) => ({ label, hint: '' }));

function valuesOf(key: string, typed: string, known: Known, names: Names): readonly Value[] {
  switch (key) {
    case 'requester':
      return [
        { label: 'me', hint: 'yourself' },
        ...(known.people ?? []).map(({ username, name }) => ({ label: username, hint: name })),
      ];
    case 'policy':
      return plain((known.policies ?? []).map(({ name }) => name));
    case 'resource':
      return plain(names.resources);
    case 'account':
      return plain(names.accounts);
    case 'older':
    case 'newer':
      return plain(/^\d{1,4}$/.test(typed) ? ['min', 'h', 'd', 'w'].map((unit) => `${typed}${unit}`) : commonTimes);
    default:
      return plain(keyNamed(key)?.values ?? []);
  }
}
