import {
  chmodSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncToDisk } from './durable.ts';

/**
 * The folder of the marks of a workspace, beside the database: for each person a signed text, and the state that it names
 * (docs/decisions/0034). Nobody has to keep it: without it a check begins at the first event.
 */
export const MARKS_FOLDER = 'marks';

const textFile = (directory: string, personId: string): string => join(directory, MARKS_FOLDER, `${personId}.json`);

// Named by its digest, so that a crash between the two files leaves the old mark with the old state.
const stateName = (personId: string, digest: string): string => `${personId}.${digest.slice(0, 16)}.sqlite`;

/** The file of the state with this digest that a person has kept. It need not exist. */
export function markedState(directory: string, personId: string, digest: string): string {
  return join(directory, MARKS_FOLDER, stateName(personId, digest));
}

/** A mark has some 800 bytes. */
const MOST_BYTES = 10_000;

/** The text of a person's mark; null if there is none, or it cannot be read. */
export function readMarkText(directory: string, personId: string): string | null {
  const file = textFile(directory, personId);
  try {
    // A larger file is none.
    return statSync(file).size > MOST_BYTES ? '' : readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Keeps a person's mark in place of the one before: the state, copied from a file with this digest, and the text that names it. Each is
 * written whole and durably, and only this user can read it. Throws what the file system throws; the mark before is then still there.
 */
export async function keepMark(
  directory: string,
  personId: string,
  { text, state, digest }: { readonly text: string; readonly state: string; readonly digest: string },
): Promise<void> {
  const folder = join(directory, MARKS_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = markedState(directory, personId, digest);
  const part = `${kept}.part`;
  rmSync(part, { force: true });
  await copyFile(state, part, constants.COPYFILE_EXCL);
  chmodSync(part, 0o600);
  finish(part, kept);
  const file = textFile(directory, personId);
  const fresh = `${file}.part`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
  finish(fresh, file);
  if (process.platform !== 'win32') syncToDisk(folder);
  const current = stateName(personId, digest);
  for (const name of readdirSync(folder))
    if (name.startsWith(`${personId}.`) && name !== current && name !== `${personId}.json`)
      rmSync(join(folder, name), { force: true });
}

function finish(part: string, file: string): void {
  syncToDisk(part);
  renameSync(part, file);
}
