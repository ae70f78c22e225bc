import type { DeskEvent } from '../../../src-preload/contract/events.ts';
import { readEvent } from '../../ledger/read.ts';
import type { ReadDb } from '../connection.ts';
import { statement } from '../statement.ts';

const stored = statement<{ sequence: number }, { bytes: Uint8Array }>((value, db) =>
  db.selectFrom('ledger').select('bytes').where('sequence', '=', value('sequence')),
);

/** An event that is in the index. Throws when it cannot be read: what is indexed was checked when the workspace was opened. */
export function eventAt(db: ReadDb, sequence: number): DeskEvent {
  const row = db.first(stored({ sequence }));
  const read = row && readEvent(row.bytes);
  if (!read?.ok)
    throw new TypeError(`Event ${sequence} is indexed and cannot be read: ${read?.what ?? 'it is missing'}.`);
  return read.event;
}
