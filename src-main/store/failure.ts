import Database from 'better-sqlite3';
import { t } from '#texts/texts.ts';
import { WorkspaceLost } from './fileGuard.ts';

type Trouble = 'full' | 'quota' | 'readOnly' | 'failing' | 'failingHere' | 'busy' | 'cannotOpen';

/** Troubles by the operating system's error code for a file that cannot be written. */
const SYSTEM: ReadonlyMap<string, Trouble> = new Map<string, Trouble>([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'quota'],
  ['EROFS', 'readOnly'],
  ['EACCES', 'readOnly'],
  ['EPERM', 'readOnly'],
  ['EIO', 'failing'],
]);

const SQLITE: readonly (readonly [RegExp, Trouble])[] = [
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'busy'],
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_READONLY/, 'readOnly'],
  [/^SQLITE_CANTOPEN/, 'cannotOpen'],
  [/^SQLITE_IOERR/, 'failingHere'],
];

/**
 * Why the files of a workspace cannot be used, as a sentence with the next step: the workspace was lost, the disk is
 * full or broken, or another program holds the file. Null for any other exception.
 */
export function whyUnusable(error: unknown): string | null {
  if (error instanceof WorkspaceLost) return whyLost(error);
  const trouble = troubleOf(error);
  return trouble && t(`storage.${trouble}`);
}

function troubleOf(error: unknown): Trouble | null {
  if (error instanceof Database.SqliteError) return SQLITE.find(([codes]) => codes.test(error.code))?.[1] ?? null;
  if (error instanceof Error && 'syscall' in error && 'code' in error) return SYSTEM.get(String(error.code)) ?? null;
  return null;
}

function whyLost({ file, loss, lastIsUnsure }: WorkspaceLost): string {
  return t(`storage.${lastIsUnsure ? 'lostUnsure' : 'lost'}.${loss}`, { file });
}
