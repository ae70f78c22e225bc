import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Connection } from '../connection.ts';
import { APPLICATION_ID } from '../migrate.ts';
import { rawQuery } from './rows.ts';

/** What is read of the file itself, before SQLite sees it (https://sqlite.org/fileformat2.html#the_database_header). */
export interface Header {
  readonly bytes: Buffer;
  /** Size of the file in bytes. */
  readonly size: number;
  /** Why the list of free pages, which begins in the header, cannot be right; null when it can. */
  readonly freePages: string | null;
}

const HEADER_BYTES = 100;
const PAGE_BYTES = 4096;

interface Field {
  readonly at: number;
  readonly hex: string;
  readonly what: string;
  /** Set from the first moment of a workspace, before anything is checkpointed. */
  readonly always?: true;
}

const fields: readonly Field[] = [
  { at: 0, hex: '53514c69746520666f726d6174203300', what: 'the name of the format', always: true },
  { at: 16, hex: '1000', what: 'page size', always: true },
  { at: 18, hex: '02', what: 'write version', always: true },
  { at: 19, hex: '02', what: 'read version', always: true },
  { at: 20, hex: '00', what: 'reserved space', always: true },
  { at: 21, hex: '40', what: 'largest payload', always: true },
  { at: 22, hex: '20', what: 'smallest payload', always: true },
  { at: 23, hex: '20', what: 'payload of a leaf', always: true },
  { at: 44, hex: '00000004', what: 'schema format' },
  { at: 48, hex: '00000000', what: 'cache size', always: true },
  { at: 52, hex: '00000000', what: 'largest root page', always: true },
  { at: 56, hex: '00000001', what: 'text encoding' },
  { at: 60, hex: '00000000', what: 'user version', always: true },
  { at: 64, hex: '00000000', what: 'incremental vacuum', always: true },
  { at: 68, hex: APPLICATION_ID.toString(16).padStart(8, '0'), what: 'whose file it is' },
  { at: 72, hex: '00'.repeat(20), what: 'bytes kept free', always: true },
];

/**
 * Reads the header of a workspace file. Never of one that this process has open: closing the file here would drop the locks of
 * SQLite (POSIX locks belong to the process).
 */
export function readHeader(file: string): Header {
  const handle = openSync(file, 'r');
  try {
    const read = (length: number, position: number): Buffer => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(handle, bytes, 0, length, position));
    };
    const bytes = read(HEADER_BYTES, 0);
    const { size } = fstatSync(handle);
    const freePages = bytes.length < HEADER_BYTES ? null : freeListProblem(bytes, size / PAGE_BYTES, read);
    return { bytes, size, freePages };
  } finally {
    closeSync(handle);
  }
}

/** Whether the making of a workspace broke off before there were any tables; those fill more pages than this. */
export function isUnfinished({ bytes, size }: Header): boolean {
  return size === 0 || (size <= 8 * PAGE_BYTES && bytes.length === HEADER_BYTES && bytes.readUInt32BE(68) === 0);
}

/**
 * What is wrong with a header, a sentence for each problem. Of a `closed` file, without a write-ahead log, everything is known; of
 * another only what never changes, for the log may hold a newer header.
 */
export function headerProblems({ bytes, size, freePages }: Header, closed: boolean): string[] {
  if (bytes.length < HEADER_BYTES) return [`The workspace file is too short to be one: it has ${size} bytes.`];
  const problems = fields
    .filter(({ always }) => closed || always)
    .flatMap(({ at, hex, what }) => {
      const found = bytes.toString('hex', at, at + hex.length / 2);
      return found === hex ? [] : [damaged(at, hex.length / 2, what, `${found} instead of ${hex}`)];
    });
  if (!closed) return problems;
  const pages = bytes.readUInt32BE(28);
  if (bytes.readUInt32BE(24) !== bytes.readUInt32BE(92))
    problems.push(
      'The header of the workspace file is damaged: the counters in bytes 24 to 27 and 92 to 95 do not agree.',
    );
  if (pages * PAGE_BYTES !== size)
    problems.push(damaged(28, 4, 'size', `${pages} pages, but the file has ${size / PAGE_BYTES}`));
  if (freePages !== null) problems.push(damaged(32, 8, 'free pages', freePages));
  return problems;
}

/** What is wrong with bytes 96 to 99, the release of SQLite that wrote last: it must be one that was noted. Null when it is. */
export function writerProblem({ bytes }: Header, db: Connection): string | null {
  const version = bytes.readUInt32BE(96);
  const known = db.all(rawQuery<{ sqlite_version: number }>('SELECT sqlite_version FROM local_writer'));
  return known.some(({ sqlite_version }) => sqlite_version === version)
    ? null
    : damaged(96, 4, 'release of SQLite', `${version}, which never wrote to this file`);
}

function damaged(at: number, length: number, what: string, found: string): string {
  const where = length === 1 ? `byte ${at}` : `bytes ${at} to ${at + length - 1}`;
  return `The header of the workspace file is damaged at ${where} (${what}): it says ${found}.`;
}

// Follows the trunk pages of the list: each names the next one and counts the leaves that it lists.
function freeListProblem(
  header: Buffer,
  pages: number,
  read: (length: number, position: number) => Buffer,
): string | null {
  const count = header.readUInt32BE(36);
  let found = 0;
  for (let trunk = header.readUInt32BE(32); trunk !== 0; ) {
    if (trunk < 2 || trunk > pages) return `page ${trunk}, which does not exist`;
    const start = read(8, (trunk - 1) * PAGE_BYTES);
    if (start.length < 8) return `page ${trunk}, which does not exist`;
    found += 1 + start.readUInt32BE(4);
    if (found > count) break;
    trunk = start.readUInt32BE(0);
  }
  return found === count ? null : `${count} free pages, but the list does not have as many`;
}
