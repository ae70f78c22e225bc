import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { LedgerCheck } from '#contract/ledger.ts';
import { checkOnOpen, openForReading } from '../../src-main/store/integrity/open.ts';
import { verifyWorkspace } from '../../src-main/store/integrity/verify.ts';
import { project } from '../../src-main/store/project/project.ts';
import { insertEvent, insertPrivateKey } from '../../src-main/store/queries/desk.ts';
import { openStore, type Store, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import type { LedgerBuilder } from '../ledger/ledgerBuilder.ts';

const folders: string[] = [];
afterAll(() => {
  for (const directory of folders) rmSync(directory, { recursive: true, force: true });
});

/** A new folder, removed when all tests of the file are done. */
export function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'integrity-'));
  folders.push(directory);
  return directory;
}

/** Opens a workspace and writes a ledger to it like the desk: each event with its rows and its entries in the search index. */
export async function openWith(directory: string, told: LedgerBuilder): Promise<Store> {
  const store = await openStore(directory);
  const { writer } = store;
  writer.database.pragma('synchronous = OFF');
  // The whole ledger stays in the log until the workspace is closed, however long it gets.
  writer.database.pragma('wal_autocheckpoint = 0');
  for (const { stored, event, head } of told.told) {
    writer.database.exec('BEGIN IMMEDIATE');
    insertEvent(writer.tx, stored);
    project(writer.tx, event, head.hash ?? '');
    if (event.sequence === 1)
      for (const [personId, { signer, privateKey }] of told.keys)
        insertPrivateKey(writer.tx, signer.key.id, personId, privateKey);
    writer.database.exec('COMMIT');
  }
  return store;
}

const written = new Map<LedgerBuilder, Buffer>();

/** Makes a closed workspace with a ledger in a folder. Answers its file. */
export async function writeWorkspace(directory: string, told: LedgerBuilder): Promise<string> {
  const file = join(directory, WORKSPACE_FILE);
  const known = written.get(told);
  if (known) {
    writeFileSync(file, known);
    return file;
  }
  (await openWith(directory, told)).close();
  written.set(told, readFileSync(file));
  return file;
}

/** The content of a folder, to check that reading changes nothing. */
export function contentsOf(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory)
      .sort()
      .map((name) => [name, readFileSync(join(directory, name)).toString('base64')]),
  );
}

/** The answer of the command line about a workspace: the refusal to read it, or the check. */
export async function verifyFolder(directory: string): Promise<LedgerCheck | string> {
  const opened = await openForReading(directory);
  if (!opened.ok) return opened.refusal.message;
  try {
    return await verifyWorkspace(opened.connection);
  } finally {
    opened.close();
  }
}

/** The refusals of a workspace by every check that runs before it is written to; empty if there are none. */
export async function refusals(directory: string): Promise<string[]> {
  const verified = await verifyFolder(directory);
  const verdict = typeof verified === 'string' ? [verified] : verified.problems.map(({ what }) => what);
  const refused = await checkOnOpen(directory);
  return [...verdict, ...(refused ? [refused.message] : [])];
}
