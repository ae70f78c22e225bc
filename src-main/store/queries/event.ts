import type { DeskEvent } from '#contract/events.ts';
import { readEvent } from '../../ledger/read.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

const stored = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('ledger').select('bytes').where('sequence', '=', value('sequence')),
);

/** An event that is in the index. Throws when it cannot be read. */
export function eventAt(db: ReadDb, sequence: number): DeskEvent {
  const row = db.first(stored({ sequence }));
  if (!row) throw new TypeError(`Event ${sequence} is indexed and missing.`);
  return storedEvent(sequence, row.bytes);
}

/** The event that these stored bytes are. Throws when they cannot be read: what is indexed was checked when the workspace was opened. */
export function storedEvent(sequence: number, bytes: Uint8Array): DeskEvent {
  const read = readEvent(bytes);
  if (!read.ok) throw new TypeError(`Event ${sequence} is indexed and cannot be read: ${read.what}.`);
  return read.event;
}
