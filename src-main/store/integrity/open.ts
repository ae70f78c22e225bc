import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import { Connection } from '../connection.ts';
import { migrate } from '../migrate.ts';
import { WORKSPACE_FILE } from '../store.ts';
import { copyWorkspace, hasLog } from './copy.ts';
import { type Header, headerProblems, isUnfinished, readHeader, writerProblem } from './header.ts';
import { checkSchema } from './schema.ts';
import { NewerRulesError, unreadable, type VerifyOptions, verifyWorkspace } from './verify.ts';

type Refused = { readonly ok: false; readonly refusal: Refusal };

/** A workspace opened to be read. */
export interface Opened {
  readonly ok: true;
  readonly connection: Connection;
  /** Closes the connection and removes what was made for it. */
  close(): void;
}

/**
 * Opens a workspace, named by its folder or its file, without writing anything into that folder: SQLite would leave files there even
 * when it only reads, so it reads a copy. Not for a workspace that this process has open: see readHeader.
 */
export async function openForReading(directoryOrFile: string): Promise<Opened | Refused> {
  const file = fileOf(directoryOrFile);
  const opened = await guarded(file, () => openCopy(file));
  return opened === 'unfinished' ? refused(`${file} is empty: no desk was founded in it.`) : opened;
}

/**
 * Checks everything about a workspace before it is opened to be written: the header, the schema, the pages, every event and every row.
 * Answers why it is refused, or null. A folder without a workspace, or where making one broke off, has nothing to refuse.
 */
export async function checkOnOpen(directory: string, options: VerifyOptions = {}): Promise<Refusal | null> {
  const file = fileOf(directory);
  if (!existsSync(file)) return null;
  const opened = await guarded(file, () => openCopy(file));
  if (opened === 'unfinished') return null;
  if (!opened.ok) return opened.refusal;
  try {
    const { ok, length, problems } = await verifyWorkspace(opened.connection, options);
    const unfounded = length === 0 && problems.length === 1;
    if (ok || unfounded) return null;
    const more =
      problems.length === 1 ? '' : ` There are ${problems.length - 1} more problems; desk verify lists them.`;
    return {
      code: 'LEDGER_BROKEN',
      message: `The workspace is broken and was not opened. ${problems[0]?.what}${more}`,
    };
  } catch (error) {
    // It can be read, and each write is refused.
    if (error instanceof NewerRulesError) return null;
    throw error;
  } finally {
    opened.close();
  }
}

/**
 * Checks the header and the schema of a workspace, which is quick at any size, before it is opened to be written. Answers why it is
 * refused, or null.
 */
export async function quickCheck(directory: string): Promise<Refusal | null> {
  const file = fileOf(directory);
  if (!existsSync(file)) return null;
  const checked = await guarded(file, () => checkStart(file));
  return checked.ok ? null : checked.refusal;
}

async function checkStart(file: string): Promise<{ readonly ok: true } | Refused> {
  let { closed, header, problems } = look(file);
  if (problems.length > 0) {
    // Another process may have been moving its log into the file just then.
    await wait(LOOK_AGAIN_MS);
    ({ closed, header, problems } = look(file));
  }
  if (closed && isUnfinished(header)) return { ok: true };
  if (problems.length > 0) return refused(problems.join(' '));
  // Where there is no log, a reader would leave an empty one behind; a writer that writes nothing takes it away again.
  const connection = closed ? Connection.writer(file) : Connection.reader(file);
  try {
    if (connection.database.pragma('application_id', { simple: true }) === 0) return { ok: true };
    const wrong = closed ? writerProblem(header, connection) : null;
    if (wrong !== null) return refused(wrong);
    const schema = await checkSchema(connection);
    return schema.ok ? schema : refused(schema.problems.join(' '));
  } finally {
    connection.close();
  }
}

const LOOK_AGAIN_MS = 50;

function look(file: string): { closed: boolean; header: Header; problems: string[] } {
  const closed = !hasLog(file);
  const header = readHeader(file);
  return { closed, header, problems: headerProblems(header, closed) };
}

async function openCopy(file: string): Promise<Opened | Refused | 'unfinished'> {
  const copy = await copyWorkspace(file);
  if (copy === null) return refused(`${file} is being written to so much that it cannot be checked; try again later.`);
  const opened = await guarded(file, () => openCopied(copy.file, copy.hasLog)).catch((error: unknown) => {
    copy.remove();
    throw error;
  });
  if (opened instanceof Connection) return { ok: true, connection: opened, close: () => close(opened, copy.remove) };
  copy.remove();
  return opened;
}

function close(connection: Connection, remove: () => void): void {
  connection.close();
  remove();
}

async function openCopied(file: string, withLog: boolean): Promise<Connection | Refused | 'unfinished'> {
  if (withLog) {
    const problems = headerProblems(readHeader(file), false);
    if (problems.length > 0) return refused(problems.join(' '));
    // Closing moves the log into the file, so that its header is the newest one and can be checked to the last byte.
    Connection.writer(file).close();
  }
  const header = readHeader(file);
  if (isUnfinished(header)) return 'unfinished';
  const problems = headerProblems(header, true);
  if (problems.length > 0) return refused(problems.join(' '));
  const connection = Connection.reader(file);
  try {
    const schema = await checkSchema(connection);
    const wrong = schema.ok ? writerProblem(header, connection) : schema.problems.join(' ');
    if (schema.ok && schema.newest && wrong === null) return connection;
    connection.close();
    return wrong === null ? await migratedReader(file) : refused(wrong);
  } catch (error) {
    connection.close();
    throw error;
  }
}

// What an earlier release left is checked as this one would take it over.
async function migratedReader(file: string): Promise<Connection | Refused> {
  const writer = Connection.writer(file);
  const failed = await migrate(writer.database);
  writer.close();
  return failed === null ? Connection.reader(file) : refused(failed);
}

function fileOf(directoryOrFile: string): string {
  return statSync(directoryOrFile, { throwIfNoEntry: false })?.isFile()
    ? directoryOrFile
    : join(directoryOrFile, WORKSPACE_FILE);
}

function refused(message: string): Refused {
  return { ok: false, refusal: { code: 'WORKSPACE_UNREADABLE', message } };
}

// Turns what the file system and SQLite say about a file into a refusal.
async function guarded<T>(file: string, work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    const failed = error instanceof Error && 'syscall' in error && 'code' in error ? error.code : null;
    if (failed === 'ENOENT') return refused(`There is no workspace at ${file}.`);
    if (failed !== null) return refused(`${file} cannot be read and checked: the system says ${failed}.`);
    const what = unreadable(error);
    if (what === null) throw error;
    return refused(what);
  }
}
