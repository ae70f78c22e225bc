import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';

/** The name of the database inside a workspace's folder. */
export const WORKSPACE_FILE = 'workspace.sqlite';

/** A workspace's database: one connection that writes and one that only reads (DESIGN.md, "Writers take turns"). */
export interface Store {
  readonly file: string;
  readonly writer: Connection;
  readonly reader: Connection;
  close(): void;
}

/** Whether a folder holds a workspace. */
export function holdsWorkspace(directory: string): boolean {
  return existsSync(join(directory, WORKSPACE_FILE));
}

/** Opens the database in a folder, making folder and tables where there are none. Throws where the file system or SQLite do. */
export async function openStore(directory: string): Promise<Store> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, WORKSPACE_FILE);
  // SQLite gives its log the permissions of the database, and would make that readable for everybody.
  closeSync(openSync(file, 'a', 0o600));
  const writer = Connection.writer(file);
  const problem = await migrate(writer.database);
  if (problem !== null) {
    writer.close();
    throw new Error(`The tables of the workspace could not be made: ${problem}`);
  }
  const reader = Connection.reader(file);
  return {
    file,
    writer,
    reader,
    close() {
      reader.close();
      writer.close();
    },
  };
}
