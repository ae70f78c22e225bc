/** The place of a value in a SQLite file, so that a test can change its bytes (https://sqlite.org/fileformat2.html). */
export interface Place {
  readonly root: number;
  /** The index of the value in the stored record: rows of tables WITHOUT ROWID begin with their keys. */
  readonly column: number;
  readonly kind: 'value' | 'type' | 'rowid' | 'length';
  readonly at: number;
  readonly length: number;
}

const PAGE = 4096;

/** All places of one b-tree, in the order of its pages; only the beginning of a value that spills to overflow pages. */
export function* placesOf(file: Buffer, root: number, page = root): Generator<Place> {
  const start = (page - 1) * PAGE;
  const header = page === 1 ? start + 100 : start;
  const kind = file.readUInt8(header);
  const interior = kind === 5 || kind === 2;
  const cells = file.readUInt16BE(header + 3);
  for (let cell = 0; cell < cells; cell += 1) {
    let at = start + file.readUInt16BE(header + (interior ? 12 : 8) + 2 * cell);
    if (interior) {
      yield* placesOf(file, root, file.readUInt32BE(at));
      at += 4;
    }
    if (kind === 5) {
      yield { root, column: -1, kind: 'rowid', at, length: varint(file, at).length };
      continue;
    }
    const payload = varint(file, at);
    yield { root, column: -1, kind: 'length', at, length: payload.length };
    at += payload.length;
    if (kind === 13) {
      const rowid = varint(file, at);
      yield { root, column: -1, kind: 'rowid', at, length: rowid.length };
      at += rowid.length;
    }
    yield* placesInRecord(file, root, at, Math.min(payload.value, localBytes(kind, payload.value)));
  }
  if (interior) yield* placesOf(file, root, file.readUInt32BE(header + 8));
}

function* placesInRecord(file: Buffer, root: number, start: number, local: number): Generator<Place> {
  const header = varint(file, start);
  let value = start + header.value;
  let column = 0;
  for (let at = start + header.length; at < start + header.value; column += 1) {
    const type = varint(file, at);
    yield { root, column, kind: 'type', at, length: type.length };
    const length = Math.min(bytesOf(type.value), Math.max(0, start + local - value));
    if (length > 0) yield { root, column, kind: 'value', at: value, length };
    value += bytesOf(type.value);
    at += type.length;
  }
}

function bytesOf(type: number): number {
  return type >= 12 ? Math.floor((type - 12) / 2) : ([0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0);
}

// How much of a payload is stored on its page.
function localBytes(kind: number, payload: number): number {
  const most = kind === 13 ? PAGE - 35 : Math.floor(((PAGE - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((PAGE - 12) * 32) / 255) - 23;
  const kept = least + ((payload - least) % (PAGE - 4));
  return kept <= most ? kept : least;
}

function varint(file: Buffer, at: number): { value: number; length: number } {
  let value = 0;
  for (let length = 1; length < 9; length += 1) {
    const byte = file.readUInt8(at + length - 1);
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, length };
  }
  return { value: value * 256 + file.readUInt8(at + 8), length: 9 };
}
