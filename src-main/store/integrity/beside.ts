import { closeSync, openSync, readSync, statSync } from 'node:fs';

/**
 * What is wrong with the files beside a workspace file that SQLite would read with it, a sentence for each. A `-shm` is not among
 * them: whoever opens the workspace first makes it anew (https://sqlite.org/walformat.html).
 */
export function problemsBeside(file: string): string[] {
  return [journalProblem(file), logProblem(file)].flatMap((problem) => problem ?? []);
}

const JOURNAL_HEADER_BYTES = 28;

// A database with a write-ahead log has no rollback journal. SQLite would take one for the rest of a crash all the same, and write its
// pages into the file before it looks at anything.
function journalProblem(file: string): string | null {
  const header = start(`${file}-journal`, JOURNAL_HEADER_BYTES);
  // It is read no further when it is empty or begins with a zero; beside an empty file it is removed.
  if (header.length === 0 || header[0] === 0 || statSync(file, { throwIfNoEntry: false })?.size === 0) return null;
  // Left by a crash in the moment in which the file was made: rolling back makes it empty again.
  if (header.length === JOURNAL_HEADER_BYTES && header.readUInt32BE(8) <= 1 && header.readUInt32BE(16) === 0)
    return null;
  return `${file}-journal is a rollback journal, which no workspace has: SQLite would write its pages into the workspace. Move it away.`;
}

const LOG_HEADER_BYTES = 32;
const LOG_MAGIC = 0x377f0682;
const LOG_FORMAT = 3_007_000;
const PAGE_BYTES = 4096;

// SQLite passes over a log whose header is wrong, and begins it anew: what it held would be missed without a word. A header of zeros,
// or a part of one, is what a crash leaves before anything was answered.
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
  return `${file}-wal is damaged or no write-ahead log of a workspace: SQLite would drop it, and whatever it held.`;
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
