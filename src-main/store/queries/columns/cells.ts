import type { ReadDb } from '../../connection.ts';
import { BLOCK_SIZE, type Cells, type InboxColumn, readColumn, STATUS_CELLS } from '../../project/columns.ts';
import { memory } from '../memory.ts';
import type { Part } from './parts.ts';

const NOTHING = new Uint8Array(BLOCK_SIZE);

/** How many blocks of each column are kept in memory: those of four million requests, some 17 bytes for each. */
const MOST_KEPT = 4_000;

// The columns that were read and can no longer change: keys of a block whose requests were all submitted, and statuses of one
// whose requests were all closed.
const settled = memory(() => new Map<InboxColumn, Map<number, Cells>>());

/** What the requests of some parts have in a column. */
export function cellsIn(db: ReadDb, name: InboxColumn, parts: readonly Part[]): (part: Part) => Cells {
  const columns = settled(db);
  const known = columns.get(name) ?? new Map<number, Cells>();
  columns.set(name, known);
  const unknown = parts.filter(({ block }) => !known.has(block)).map(({ block }) => block);
  const read = unknown.length === 0 ? null : readColumn(db, name, unknown);
  for (const [block, cells] of read ?? [])
    if (!cells.includes(0) && !(name === 'status' && cells.includes(STATUS_CELLS.open)) && known.size < MOST_KEPT)
      known.set(block, cells);
  return ({ block }) => known.get(block) ?? read?.get(block) ?? NOTHING;
}
