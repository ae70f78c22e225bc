import { join } from 'node:path';
import { ReadConnection, WriteConnection } from '../../../src-main/store/connection.ts';
import { migrate } from '../../../src-main/store/migrate.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { cachedWorkspace } from '../../support/generator/cached.ts';

/** The time limit for making a workspace on a busy machine, in milliseconds. */
export const GENERATING_MS = 300_000;

/** A month of 2,000 requests of a real desk, many of them open: small enough for a reference that scans every row. */
export async function smallWorkspace(): Promise<ReadConnection> {
  return ReadConnection.open(
    join(await cachedWorkspace({ requests: 2_000, days: 20, people: 120, kind: 'real', texts: 0.2 }), WORKSPACE_FILE),
  );
}

/** 10,000 requests, for assertions about query plans. */
export async function largerWorkspace(): Promise<ReadConnection> {
  return ReadConnection.open(
    join(await cachedWorkspace({ requests: 10_000, days: 10, people: 200, kind: 'real', texts: 0.1 }), WORKSPACE_FILE),
  );
}

/** Empty tables of the current schema in a database in memory. */
export async function emptyTables(): Promise<WriteConnection> {
  const connection = WriteConnection.memory();
  const problem = await migrate(connection.database);
  if (problem !== null) throw new Error(problem);
  return connection;
}
