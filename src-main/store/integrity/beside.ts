import { closeSync, openSync, readSync, statSync } from 'node:fs';

import { t } from '#texts/texts.ts';

/**
 * A sentence for each problem with the journal files that SQLite would read with a workspace file. The `-shm` file is
 * not checked: the first process that opens the workspace rebuilds it (https://sqlite.org/walformat.html).
 */
export function problemsBeside(file: string): string[] {
  return [journalProblem(file), logProblem(file)].flatMap((problem) => problem ?? []);
}

const JOURNAL_HEADER_BYTES = 28;

// A database with a write-ahead log has no rollback journal. SQLite would still treat one as the remains of a crash and
// first write its pages into the file.
function journalProblem(file: string): string | null {
  const header = start(`${file}-journal`, JOURNAL_HEADER_BYTES);
  // SQLite ignores a journal that is empty or begins with a zero, and removes it beside an empty file.
  if (header.length === 0 || header[0] === 0 || statSync(file, { throwIfNoEntry: false })?.size === 0) return null;
  // A crash while the file was created leaves this: rolling back empties the file again.
  if (header.length === JOURNAL_HEADER_BYTES && header.readUInt32BE(8) <= 1 && header.readUInt32BE(16) === 0)
    return null;
  return t('integrity.rollbackJournal', { file: `${file}-journal` });
}

const LOG_HEADER_BYTES = 32;
const LOG_MAGIC = 0x377f0682;
const LOG_FORMAT = 3_007_000;
const PAGE_BYTES = 4096;

// SQLite silently discards a log with a wrong header, and with it the events inside. A header of zeros, or an
// incomplete one, comes from a crash before any call was answered.
function logProblem(file: string): string | null {
  const header = start(`${file}-wal`, LOG_HEADER_BYTES);
  if (header.length < LOG_HEADER_BYTES || header.every((byte) => byte === 0)) return null;
  const magic = header.readUInt32BE(0);
  const isLog =
    (magic | 1) === (LOG_MAGIC | 1) &&
    header.readUInt32BE(4) === LOG_FORMAT &&
    header.readUInt32BE(8) === PAGE_BYTES &&
    header.subarray(24).equals(checksum(header.subarray(0, 24), magic === LOG_MAGIC));
  if (isLog) return null;
  return t('integrity.damagedLog', { file: `${file}-wal` });
}

// As https://sqlite.org/fileformat2.html#checksum_algorithm says.
function checksum(bytes: Buffer, littleEndian: boolean): Buffer {
  const word = (at: number) => (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  let [first, second] = [0, 0];
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + word(at) + second) >>> 0;
    second = (second + word(at + 4) + first) >>> 0;
  }
  const sum = Buffer.alloc(8);
  sum.writeUInt32BE(first, 0);
  sum.writeUInt32BE(second, 4);
  return sum;
}

function start(file: string, length: number): Buffer {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return Buffer.alloc(0);
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(handle, bytes, 0, length, 0));
  } finally {
    closeSync(handle);
  }
}
