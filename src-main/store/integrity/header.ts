import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { t } from '#texts/texts.ts';
import type { Connection } from '../connection.ts';
import { APPLICATION_ID } from '../migrate.ts';
import { rawQuery } from './rows.ts';

/**
 * The parts of the file header that are checked before SQLite opens the file
 * (https://sqlite.org/fileformat2.html#the_database_header).
 */
export interface Header {
  readonly bytes: Buffer;
  /** Size of the file in bytes. */
  readonly size: number;
  /** Why the list of free pages, which begins in the header, is wrong. Null if it is right. */
  readonly freePages: string | null;
}

const HEADER_BYTES = 100;
const PAGE_BYTES = 4096;

type FieldName =
  | 'format'
  | 'pageSize'
  | 'writeVersion'
  | 'readVersion'
  | 'reserved'
  | 'largestPayload'
  | 'smallestPayload'
  | 'leafPayload'
  | 'schemaFormat'
  | 'cacheSize'
  | 'largestRoot'
  | 'encoding'
  | 'userVersion'
  | 'vacuum'
  | 'application'
  | 'free'
  | 'size'
  | 'freePages'
  | 'release';

interface Field {
  readonly at: number;
  readonly hex: string;
  /** The text `integrity.header.field` names this field. */
  readonly name: FieldName;
  /** Set as soon as the workspace exists, before the first checkpoint. */
  readonly always?: true;
}

const fields: readonly Field[] = [
  { at: 0, hex: '53514c69746520666f726d6174203300', name: 'format', always: true },
  { at: 16, hex: '1000', name: 'pageSize', always: true },
  { at: 18, hex: '02', name: 'writeVersion', always: true },
  { at: 19, hex: '02', name: 'readVersion', always: true },
  { at: 20, hex: '00', name: 'reserved', always: true },
  { at: 21, hex: '40', name: 'largestPayload', always: true },
  { at: 22, hex: '20', name: 'smallestPayload', always: true },
  { at: 23, hex: '20', name: 'leafPayload', always: true },
  { at: 44, hex: '00000004', name: 'schemaFormat' },
  { at: 48, hex: '00000000', name: 'cacheSize', always: true },
  { at: 52, hex: '00000000', name: 'largestRoot', always: true },
  { at: 56, hex: '00000001', name: 'encoding' },
  { at: 60, hex: '00000000', name: 'userVersion', always: true },
  { at: 64, hex: '00000000', name: 'vacuum', always: true },
  { at: 68, hex: APPLICATION_ID.toString(16).padStart(8, '0'), name: 'application' },
  { at: 72, hex: '00'.repeat(20), name: 'free', always: true },
];

/**
 * Reads the header of a workspace file. Never use it for a file that this process has open: closing the file here would
 * drop SQLite's locks (POSIX locks belong to the process).
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

/** Whether the creation of a workspace stopped before there were any tables. Tables fill more pages than this. */
export function isUnfinished({ bytes, size }: Header): boolean {
  return size === 0 || (size <= 8 * PAGE_BYTES && bytes.length === HEADER_BYTES && bytes.readUInt32BE(68) === 0);
}

/**
 * A sentence for each problem with a header. A `closed` file, without a write-ahead log, is checked completely. For
 * others only the fields that never change are checked, because the log may hold a newer header.
 */
export function headerProblems({ bytes, size, freePages }: Header, closed: boolean): string[] {
  if (bytes.length < HEADER_BYTES) return [t('integrity.header.short', { size })];
  const problems = fields
    .filter(({ always }) => closed || always)
    .flatMap(({ at, hex, name }) => {
      const found = bytes.toString('hex', at, at + hex.length / 2);
      return found === hex
        ? []
        : [damaged(at, hex.length / 2, name, t('integrity.header.instead', { found, expected: hex }))];
    });
  if (!closed) return problems;
  const pages = bytes.readUInt32BE(28);
  if (bytes.readUInt32BE(24) !== bytes.readUInt32BE(92)) problems.push(t('integrity.header.counters'));
  if (pages * PAGE_BYTES !== size)
    problems.push(damaged(28, 4, 'size', t('integrity.header.pages', { pages, found: size / PAGE_BYTES })));
  if (freePages !== null) problems.push(damaged(32, 8, 'freePages', freePages));
  return problems;
}

/** The problem with bytes 96 to 99, the SQLite release that wrote last: it must be a noted one. Null if it is. */
export function writerProblem({ bytes }: Header, db: Connection): string | null {
  const version = bytes.readUInt32BE(96);
  const known = db.all(rawQuery<{ sqlite_version: number }>('SELECT sqlite_version FROM local_writer'));
  return known.some(({ sqlite_version }) => sqlite_version === version)
    ? null
    : damaged(96, 4, 'release', t('integrity.header.neverWrote', { version }));
}

function damaged(at: number, length: number, name: FieldName, found: string): string {
  const field = t(`integrity.header.field.${name}`);
  return t('integrity.header.damaged', { count: length, first: at, last: at + length - 1, field, found });
}

// Follows the trunk pages of the list. Each names the next one and counts the leaves that it lists.
function freeListProblem(
  header: Buffer,
  pages: number,
  read: (length: number, position: number) => Buffer,
): string | null {
  const count = header.readUInt32BE(36);
  let found = 0;
  for (let trunk = header.readUInt32BE(32); trunk !== 0; ) {
    if (trunk < 2 || trunk > pages) return t('integrity.header.noSuchPage', { page: trunk });
    const start = read(8, (trunk - 1) * PAGE_BYTES);
    if (start.length < 8) return t('integrity.header.noSuchPage', { page: trunk });
    found += 1 + start.readUInt32BE(4);
    if (found > count) break;
    trunk = start.readUInt32BE(0);
  }
  return found === count ? null : t('integrity.header.freePages', { found: count });
}
