import { t } from '#texts/texts.ts';
import { commonTimes, filterKeys, keyNamed } from './keys.ts';
import type { Known } from './meaning.ts';
import { readPieces, writeToken } from './pieces.ts';

/** A completion of the piece that is being typed. */
export interface Completion {
  /** The text that replaces the piece. */
  readonly insert: string;
  /** Whether it is a whole token, not only its start. */
  readonly whole: boolean;
  readonly label: string;
  readonly hint: string;
}

/** Names in the inventory that match the piece that is being typed. */
export interface Names {
  readonly resources: readonly string[];
  readonly accounts: readonly string[];
}

/** The most completions at once. */
const MOST = 8;

const begins = (text: string, typed: string): boolean => text.toLocaleLowerCase().startsWith(typed);
const holds = (text: string, typed: string): boolean => text.toLocaleLowerCase().includes(typed);

/** The piece that is being typed at the end of a text; empty after a blank. */
export function draftOf(typed: string): string {
  const last = readPieces(typed).at(-1);
  return last !== undefined && last.to === typed.length ? last.raw : '';
}

/** The name to look up in the inventory; null if none is being typed. */
export function nameDraft(draft: string): { readonly kind: 'resource' | 'account'; readonly text: string } | null {
  const [piece] = readPieces(draft);
  if (piece?.kind !== 'token' || (piece.key !== 'resource' && piece.key !== 'account')) return null;
  return { kind: piece.key, text: piece.value };
}

/** The completions of a piece, the likeliest first. */
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
    .map(({ key, takes, example }) => ({
      insert: `${key}:`,
      whole: false,
      label: `${key}:`,
      hint: t('inbox.filter.suggestion', {
        hint: t(`inbox.filter.hint.${key}`),
        values: typeof takes === 'string' ? example : takes.join(', '),
      }),
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
        { label: 'me', hint: t('inbox.filter.me') },
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
    default: {
      const takes = keyNamed(key)?.takes ?? [];
      return typeof takes === 'string' ? [] : plain(takes);
    }
  }
}
