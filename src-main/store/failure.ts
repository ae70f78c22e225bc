import Database from 'better-sqlite3';
import { type Loss, WorkspaceLost } from './fileGuard.ts';

const LOSSES: Readonly<Record<Loss, string>> = {
  removed: 'was removed, or its drive has gone, while it was open',
  replaced: 'was moved or replaced by other files while it was open',
  overwritten: 'was written to by another program while it was open',
  shortened: 'lost entries while it was open',
};

const FULL = 'The disk is full, and nothing was changed. Make room on it and try again; reading goes on.';
/** Refused because nothing can be written there. */
export const READ_ONLY =
  'The workspace cannot be written to: its folder, its file or its disk is read-only for this user. Nothing was changed; reading goes on.';

/** What the system says of a file that cannot be written, by its code. */
const SYSTEM: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', FULL],
  [
    'EDQUOT',
    'The disk has no more room for this user, and nothing was changed. Make room on it and try again; reading goes on.',
  ],
  ['EROFS', READ_ONLY],
  ['EACCES', READ_ONLY],
  ['EPERM', READ_ONLY],
  ['EIO', 'The disk cannot be read or written: it reports an error. Check it before you go on.'],
]);

const SQLITE: readonly (readonly [RegExp, string])[] = [
  [
    /^SQLITE_(BUSY|LOCKED|PROTOCOL)/,
    'Another program has been writing to the workspace for too long, and nothing was changed. Close it, or try again later; reading goes on.',
  ],
  [/^SQLITE_FULL/, FULL],
  [/^SQLITE_READONLY/, READ_ONLY],
  [
    /^SQLITE_CANTOPEN/,
    'The files of the workspace cannot be opened or made in its folder. Check the folder and its disk.',
  ],
  [
    /^SQLITE_IOERR/,
    'The disk cannot be read or written: it reports an error. Check its room and its health before you go on.',
  ],
];

/**
 * Why the files of a workspace cannot be used, as a sentence with what to do next: it was lost, the disk is full or broken, another
 * program holds it. Null for an exception of any other kind.
 */
export function whyUnusable(error: unknown): string | null {
  if (error instanceof WorkspaceLost) return whyLost(error);
  if (error instanceof Database.SqliteError) return SQLITE.find(([codes]) => codes.test(error.code))?.[1] ?? null;
  if (error instanceof Error && 'syscall' in error && 'code' in error) return SYSTEM.get(String(error.code)) ?? null;
  return null;
}

function whyLost({ file, loss, lastIsUnsure }: WorkspaceLost): string {
  const last = lastIsUnsure ? 'Whether the last change is in it is not known. ' : '';
  return `The workspace at ${file} ${LOSSES[loss]}. ${last}Nothing more is written to it. Put the right files back, and open it again.`;
}
