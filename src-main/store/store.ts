import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { ReadConnection, WriteConnection } from './connection.ts';
import { FileGuard, type GuardOptions, identityOf } from './fileGuard.ts';
import { migrate } from './migrate.ts';

/** The file name of the database inside a workspace folder. */
export const WORKSPACE_FILE = 'workspace.sqlite';

/** A workspace's database: one connection that writes and one that only reads (docs/rules.md#writers-take-turns). */
export interface Store {
  readonly file: string;
  readonly writer: WriteConnection;
  readonly reader: ReadConnection;
  readonly guard: FileGuard;
  /** Whether this is a copy of a read-only workspace. Changes to the copy are lost. */
  readonly isCopy: boolean;
  close(): void;
}

/** Whether a folder holds a workspace. */
export function holdsWorkspace(directory: string): boolean {
  return existsSync(join(directory, WORKSPACE_FILE));
}

/**
 * Opens the database in a folder, and creates folder and tables if missing. Throws when the file system or SQLite does.
 */
export async function openStore(directory: string, options: GuardOptions = {}): Promise<Store> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, WORKSPACE_FILE);
  makeFile(file);
  const before = identityOf(file);
  const writer = WriteConnection.open(file);
  let reader: ReadConnection | undefined;
  try {
    const problem = await migrate(writer.database, undefined, options.patienceMs);
    if (problem !== null) throw new Error(`The tables of the workspace could not be made: ${problem}`);
    reader = ReadConnection.open(file);
    const guard = new FileGuard(file, writer.database, before, options);
    writer.guard = guard;
    return { file, writer, reader, guard, isCopy: false, close: closer(writer, reader, guard) };
  } catch (error) {
    reader?.close();
    writer.close();
    throw error;
  }
}

// Only the owner may read the file, and SQLite gives its log the same permissions. An existing file is not even opened:
// closing it would drop the locks of this process's other connections.
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

// The last connection to close moves the log into the file and removes the log. A lost workspace must stay as it is, so
// then the read-only connection closes last, which does neither.
function closer(writer: WriteConnection, reader: ReadConnection, guard: FileGuard): () => void {
  return () => {
    guard.watch();
    const order = guard.lost === null ? [reader, writer] : [writer, reader];
    for (const connection of order) connection.close();
  };
}
