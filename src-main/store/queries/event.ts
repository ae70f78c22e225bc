import type { DeskEvent } from '#contract/events.ts';
import { readEvent } from '../../ledger/read.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

const stored = statement<{ sequence: number }>()((value, db) =>
  db.selectFrom('ledger').select('bytes').where('sequence', '=', value('sequence')),
);

/** An indexed event. Throws if it cannot be read. */
export function eventAt(db: ReadDb, sequence: number): DeskEvent {
  const row = db.first(stored({ sequence }));
  if (!row) throw new TypeError(`Event ${sequence} is indexed and missing.`);
  return storedEvent(sequence, row.bytes);
}

/**
 * Parses the stored bytes of an event. Throws if they cannot be read: opening the workspace checked all indexed events.
 */
export function storedEvent(sequence: number, bytes: Uint8Array): DeskEvent {
  const read = readEvent(bytes);
  if (!read.ok) throw new TypeError(`Event ${sequence} is indexed and cannot be read: ${read.what}.`);
  return read.event;
}
