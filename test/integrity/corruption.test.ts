import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReadConnection } from '../../src-main/store/connection.ts';
import { checkOnOpen } from '../../src-main/store/integrity/open.ts';
import { rawQuery } from '../../src-main/store/integrity/rows.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { richScenario } from '../ledger/rich.ts';
import { type Place, placesOf } from './pages.ts';
import { contentsOf, folder, verifyFolder, writeWorkspace } from './workspace.ts';

interface Tree {
  readonly name: string;
  readonly rootpage: number;
  /** How many columns a row has; null for an index. */
  readonly columns: number | null;
}

let whole: Buffer;
let trees: readonly Tree[];

beforeAll(async () => {
  const file = await writeWorkspace(folder(), richScenario());
  const reader = ReadConnection.open(file);
  trees = reader.all(
    rawQuery<Tree>(
      `SELECT name, rootpage, iif(type = 'table', (SELECT count(*) FROM pragma_table_info(s.name)), NULL) AS columns
       FROM sqlite_schema AS s WHERE rootpage > 0 AND (tbl_name = 'ledger' OR tbl_name GLOB 'fact_*' OR tbl_name = 'local_key')`,
    ),
  );
  reader.close();
  whole = readFileSync(file);
});

/**
 * The place of a value of each column, from the middle one of the rows that have one. A column that is the rowid is stored as
 * the rowid, and a column that is only 0 or 1 in its type.
 */
function onePlaceForEachColumn({ rootpage, columns }: Tree): Place[] {
  const places = [...placesOf(whole, rootpage)];
  const rowids = places.filter(({ kind }) => kind === 'rowid');
  return [...Array(columns ?? 0).keys()].flatMap((column) => {
    const of = (kind: Place['kind']) => places.filter((place) => place.column === column && place.kind === kind);
    const first = column === 0 && rowids.length > 0 ? rowids : of('type');
    const found = of('value').length > 0 ? of('value') : first;
    return found.slice(found.length >> 1).slice(0, 1);
  });
}

let checked = 0;

async function expectRefused(at: number, bit: number, where: string): Promise<void> {
  const changed = Buffer.from(whole);
  changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
  const directory = folder();
  writeFileSync(join(directory, WORKSPACE_FILE), changed);
  const before = contentsOf(directory);
  const refusal = await checkOnOpen(directory);
  // Verification runs the same checks and takes longer: every fifth change runs both.
  const verified = checked % 5 === 0 ? await verifyFolder(directory) : { problems: [] };
  const problems = typeof verified === 'string' ? [verified] : verified.problems.map(({ what }) => what);
  expect(problems.length > 0, where).toBe(checked % 5 === 0);
  checked += 1;
  const said = [refusal?.message ?? 'accepted', ...problems];
  for (const message of said) {
    expect(message, where).toMatch(/^[A-Za-z_].*[.]$/s);
    expect(message, where).not.toMatch(/undefined|\bat \S+:\d+/);
  }
  expect(contentsOf(directory), where).toEqual(before);
}

describe('a byte changed in a stored value is refused, and nothing is written', () => {
  it('in every column of the ledger and of every fact table', async () => {
    // Its first row comes with request 3,999.
    const tables = trees.filter(({ columns, name }) => columns !== null && name !== 'fact_request_block');
    expect(tables.length).toBeGreaterThan(15);
    let positions = 0;
    for (const tree of tables) {
      const places = onePlaceForEachColumn(tree);
      expect(places.length, `${tree.name} has a value in every column`).toBe(tree.columns);
      for (const [column, { at, length }] of places.entries()) {
        await expectRefused(at + (length >> 1), column % 8, `${tree.name}, column ${column}`);
        positions += 1;
      }
    }
    expect(positions).toBeGreaterThanOrEqual(100);
  }, 600_000);

  it('in the structure of rows and of indexes', async () => {
    let positions = 0;
    for (const { name, rootpage } of trees) {
      const places = [...placesOf(whole, rootpage)];
      for (const place of places.slice(Math.floor(places.length / 3)).slice(0, 1)) {
        await expectRefused(place.at, 0, `${name}, ${place.kind} of column ${place.column}`);
        positions += 1;
      }
    }
    expect(positions).toBeGreaterThan(30);
  }, 600_000);
});
