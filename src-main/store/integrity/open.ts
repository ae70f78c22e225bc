import { accessSync, constants, existsSync, realpathSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { type Connection, ReadConnection, WriteConnection } from '../connection.ts';
import { whyUnusable } from '../failure.ts';
import { migrate } from '../migrate.ts';
import { WORKSPACE_FILE } from '../store.ts';
import { NoTemporaryFolder } from '../temporary.ts';
import { problemsBeside } from './beside.ts';
import { type Copy, copyWorkspace, hasLog } from './copy.ts';
import { type Header, headerProblems, isUnfinished, readHeader, writerProblem } from './header.ts';
import { checkSchema } from './schema.ts';
import { NewerRulesError, unreadable, type VerifyOptions, verifyWorkspace } from './verify.ts';

type Refused = { readonly ok: false; readonly refusal: Refusal };

/** A workspace opened for reading. */
export interface Opened {
  readonly ok: true;
  readonly connection: Connection;
  /** Closes the connection and removes the temporary files made for it. */
  close(): void;
}

/**
 * Opens a workspace, given by its folder or its file, without changing its folder. If it has a log, or its folder is
 * read-only, a copy is opened, because SQLite writes files there even for reading. Never use it for a workspace that
 * this process has open: see readHeader.
 */
export async function openForReading(directoryOrFile: string): Promise<Opened | Refused> {
  const file = fileOf(directoryOrFile);
  const opened = await guarded(file, () => openWhole(file));
  return opened === 'unfinished' ? refused(t('integrity.empty', { file })) : opened;
}

/**
 * Checks a whole workspace before it is opened for writing: header, schema, pages, every event and every row. Returns
 * the refusal, or null. A folder without a workspace, or with an unfinished one, is never refused.
 */
export async function checkOnOpen(directory: string, options: VerifyOptions = {}): Promise<Refusal | null> {
  const file = fileOf(directory);
  if (!existsSync(file)) return null;
  const opened = await guarded(file, () => openWhole(file));
  if (opened === 'unfinished') return null;
  if (!opened.ok) return opened.refusal;
  try {
    const { ok, length, problems } = await verifyWorkspace(opened.connection, options);
    const unfounded = length === 0 && problems.length === 1;
    if (ok || unfounded) return null;
    const problem = problems[0]?.what ?? '';
    const count = problems.length - 1;
    const message = count === 0 ? t('integrity.broken', { problem }) : t('integrity.brokenMore', { problem, count });
    return { code: 'LEDGER_BROKEN', message };
  } catch (error) {
    // Such a workspace can be read; each write is refused.
    if (error instanceof NewerRulesError) return null;
    throw error;
  } finally {
    opened.close();
  }
}

/**
 * Checks the header and schema of a workspace, which is fast at any size, before it is opened for writing. Returns the
 * refusal, or null.
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
    // Another process may just have been moving its log into the file.
    await wait(LOOK_AGAIN_MS);
    ({ closed, header, problems } = look(file));
  }
  if (problems.length > 0) return refused(problems.join(' '));
  if (closed && isUnfinished(header)) return { ok: true };
  // If there is no log, a reader would leave an empty one behind. A writer that writes nothing removes it again.
  const connection = closed ? WriteConnection.open(file) : ReadConnection.open(file);
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
  const beside = problemsBeside(file);
  const unfinished = closed && isUnfinished(header);
  return { closed, header, problems: unfinished ? beside : [...beside, ...headerProblems(header, closed)] };
}

/** Whether the folder of a workspace, or its file, is read-only. */
export function isReadOnly(directory: string): boolean {
  const file = join(directory, WORKSPACE_FILE);
  try {
    if (!existsSync(file)) return false;
    accessSync(file, constants.R_OK | constants.W_OK);
    accessSync(dirname(realpathSync(file)), constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** Copies a read-only workspace into a temporary folder, where SQLite can open it. */
export async function copyToRead(directory: string): Promise<{ readonly ok: true; readonly copy: Copy } | Refused> {
  const file = fileOf(directory);
  return guarded(file, async () => {
    const copy = await copyWorkspace(file);
    return copy ? { ok: true, copy } : refused(busy(file));
  });
}

function busy(file: string): string {
  return t('integrity.busy', { file });
}

async function openWhole(file: string): Promise<Opened | Refused | 'unfinished'> {
  if (problemsBeside(file).length > 0) await wait(LOOK_AGAIN_MS);
  const beside = problemsBeside(file);
  if (beside.length > 0) return refused(beside.join(' '));
  return (hasLog(file) || isReadOnly(dirname(file)) ? null : await openInPlace(file)) ?? openCopy(file);
}

// Returns null if the file cannot be opened in place or needs a migration first.
async function openInPlace(file: string): Promise<Opened | 'unfinished' | null> {
  const { closed, header, problems } = look(file);
  if (!closed || problems.length > 0) return null;
  if (isUnfinished(header)) return 'unfinished';
  // If there is no log, a reader would leave an empty one behind. A writer that writes nothing removes it again. An
  // existing log must not be removed.
  let keeper: WriteConnection | null = null;
  let reader: ReadConnection | null = null;
  try {
    if (!existsSync(`${file}-wal`)) keeper = WriteConnection.open(file);
    reader = ReadConnection.open(file);
    const schema = await checkSchema(reader);
    if (schema.ok && schema.newest && writerProblem(header, reader) === null) return inPlace(reader, keeper);
  } catch (error) {
    if (unreadable(error) === null && whyUnusable(error) === null) throw closing(error, reader, keeper);
  }
  return closing(null, reader, keeper);
}

// Closes the connections and returns the first argument.
function closing<T>(answer: T, ...connections: readonly (Connection | null)[]): T {
  for (const connection of connections) connection?.close();
  return answer;
}

function inPlace(connection: Connection, keeper: Connection | null): Opened {
  const close = () => {
    connection.close();
    keeper?.close();
  };
  return { ok: true, connection, close };
}

async function openCopy(file: string): Promise<Opened | Refused | 'unfinished'> {
  const copy = await copyWorkspace(file);
  if (copy === null) return refused(busy(file));
  const opened = await guarded(file, () => openCopied(copy.file, copy.hasLog)).catch((error: unknown) => {
    copy.remove();
    throw error;
  });
  if (opened instanceof ReadConnection)
    return { ok: true, connection: opened, close: () => close(opened, copy.remove) };
  copy.remove();
  return opened;
}

function close(connection: Connection, remove: () => void): void {
  connection.close();
  remove();
}

async function openCopied(file: string, withLog: boolean): Promise<ReadConnection | Refused | 'unfinished'> {
  if (withLog) {
    const problems = headerProblems(readHeader(file), false);
    if (problems.length > 0) return refused(problems.join(' '));
    const alone = originAlone(file);
    // Closing moves the log into the file. The header is then the newest one and can be checked completely.
    WriteConnection.open(file).close();
    const origin = originOf(file);
    if (alone !== null && origin !== alone) return refused(t('integrity.otherLog'));
  }
  const header = readHeader(file);
  if (isUnfinished(header)) return 'unfinished';
  const problems = headerProblems(header, true);
  if (problems.length > 0) return refused(problems.join(' '));
  const connection = ReadConnection.open(file);
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

// The hash of the founding event in the file itself, without its log. Null if the file has no readable one.
function originAlone(file: string): string | null {
  renameSync(`${file}-wal`, `${file}-aside`);
  try {
    return originOf(file);
  } finally {
    renameSync(`${file}-aside`, `${file}-wal`);
  }
}

function originOf(file: string): string | null {
  const keeper = WriteConnection.open(file);
  try {
    const hash = keeper.database.prepare('SELECT hash FROM ledger WHERE sequence = 1').pluck().get();
    return hash instanceof Uint8Array ? Buffer.from(hash).toString('hex') : null;
  } catch {
    return null;
  } finally {
    keeper.close();
  }
}

// For a workspace of an earlier release, the copy is migrated before it is checked.
async function migratedReader(file: string): Promise<ReadConnection | Refused> {
  const writer = WriteConnection.open(file);
  const failed = await migrate(writer.database);
  writer.close();
  return failed === null ? ReadConnection.open(file) : refused(failed);
}

function fileOf(directoryOrFile: string): string {
  const file = statSync(directoryOrFile, { throwIfNoEntry: false })?.isFile()
    ? directoryOrFile
    : join(directoryOrFile, WORKSPACE_FILE);
  // SQLite follows a link and opens the journal files beside its target.
  return existsSync(file) ? realpathSync(file) : file;
}

function refused(message: string): Refused {
  return { ok: false, refusal: { code: 'WORKSPACE_UNREADABLE', message } };
}

// Makes errors of the file system and of SQLite a refusal.
async function guarded<T>(file: string, work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoTemporaryFolder) return refused(error.message);
    const failed = error instanceof Error && 'syscall' in error && 'code' in error ? error.code : null;
    if (failed === 'ENOENT') return refused(t('integrity.noWorkspace', { file }));
    if (failed === 'ENOSPC' || failed === 'EDQUOT') return refused(t('integrity.noRoom', { file, folder: tmpdir() }));
    if (failed !== null) return refused(t('integrity.uncheckable', { file, code: String(failed) }));
    const what = unreadable(error) ?? whyUnusable(error);
    if (what === null) throw error;
    return refused(what);
  }
}
