import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { DeskEvent } from '#contract/events.ts';
import type { PrintedPage } from '../../src-main/desk/kernel/secureDisplay.ts';
import { openExisting } from '../../src-main/desk/open.ts';
import type { KeyPair } from '../../src-main/identity/keypair.ts';
import { keepDeskKey, plainDeskKey } from '../../src-main/identity/keys/desk.ts';
import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { readEvent } from '../../src-main/ledger/read.ts';
import { project } from '../../src-main/store/project/project.ts';
import { insertEvent } from '../../src-main/store/queries/desk.ts';
import { openStore, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { RealDesk } from '../desk/real/support.ts';
import { newFolder } from '../desk/support.ts';
import { playAt, SeededWall } from './play.ts';

const LEDGERS = join(import.meta.dirname, '..', 'fixtures', 'ledgers');

/** The workspace of a ledger that 31b0007 has recorded, as a file. */
export function frozenFile(): string {
  const directory = newFolder();
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, WORKSPACE_FILE);
  writeFileSync(file, gunzipSync(readFileSync(join(LEDGERS, 'real-31b0007.sqlite.gz'))));
  return file;
}

/**
 * Opens a real desk whose ledger ends under rules 1 with this release, and continues it: it adopts the newest rules first. `pairs` are the
 * keys that the ledger has enrolled, by their ids. Answers the file of the workspace.
 */
export async function goneOnWith(
  rows: readonly StoredEvent[],
  pairs: ReadonlyMap<string, KeyPair>,
  file: string,
): Promise<string> {
  const directory = newFolder();
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const events = await written(directory, rows);
  const known = peopleIn(events);
  const desk = pairs.get(known.deskKey);
  if (!desk) throw new Error('The key of the desk is not at hand.');
  mkdirSync(join(directory, 'keys'), { recursive: true });
  keepDeskKey(directory, plainDeskKey(desk.signer.key.id, desk.privateKey));
  const wall = new SeededWall('an older desk', new Date(Date.parse(events.at(-1)?.at ?? '') + 60_000).toISOString());
  const [secureDisplay, logged]: [PrintedPage[], string[]] = [[], []];
  const opened = await openExisting({
    directory,
    environment: wall.environment,
    secureDisplay: { show: (printedPage) => secureDisplay.push(printedPage), hideAll: () => undefined },
    check: 'header',
    log: (_, error) => logged.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  if (!opened.ok) throw new Error(opened.refusal.message);
  const served = new RealDesk(directory, opened.desk, wall, secureDisplay, logged);
  for (const { id, username, key } of known.people) {
    const pair = pairs.get(key ?? '');
    if (pair) served.session(username).open(id, pair.signer, Date.parse(wall.at) + 3_600_000);
  }
  await playAt(served, file, known.saved);
  await served.close();
  return join(directory, WORKSPACE_FILE);
}

async function written(directory: string, rows: readonly StoredEvent[]): Promise<readonly DeskEvent[]> {
  const { writer, ...store } = await openStore(directory);
  const events: DeskEvent[] = [];
  writer.database.exec('BEGIN IMMEDIATE');
  for (const row of rows) {
    const read = readEvent(row.bytes);
    if (!read.ok) throw new Error(read.what);
    insertEvent(writer.tx, row);
    project(writer.tx, read.event, Buffer.from(row.hash).toString('hex'));
    events.push(read.event);
  }
  writer.database.exec('COMMIT');
  store.close();
  return events;
}

// The keys of people at the end of the ledger, and the references for lines of a file: people by username, groups and policies by name.
function peopleIn(events: readonly DeskEvent[]) {
  const people = new Map<string, { id: DeskEvent['actor'] & string; username: string; key: string | null }>();
  const saved = new Map<string, unknown>();
  let deskKey = '';
  const enrolled = (id: string, key: string | null) => {
    const person = people.get(id);
    if (person) person.key = key;
  };
  for (const event of events) {
    if (event.type === 'desk.founded') {
      const { admin } = event.data;
      people.set(admin.id, { id: admin.id, username: admin.username, key: admin.key.id });
      deskKey = event.data.deskKey.id;
    }
    if (event.type === 'person.created')
      people.set(event.data.id, { id: event.data.id, username: event.data.username, key: null });
    if (event.type === 'key.enrolled' || event.type === 'recovery.used')
      enrolled(event.data.personId, event.data.key.id);
    if (event.type === 'enrolment.issued' && event.data.reset) enrolled(event.data.personId, null);
    if (event.type === 'group.created') saved.set(event.data.name, { id: event.data.id });
    if (event.type === 'policy.created') saved.set(event.data.rules.name, { id: event.data.id });
  }
  for (const { id, username } of people.values()) saved.set(username, { id });
  return { people: [...people.values()], saved, deskKey };
}
