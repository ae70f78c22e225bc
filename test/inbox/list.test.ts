import { describe, expect, test } from 'vitest';
import {
  MOST_SELECTED,
  nothingSelected,
  toggled,
  withAll,
  withoutAll,
  withRange,
} from '../../src-renderer/inbox/bulk/selection.ts';
import { rowShift } from '../../src-renderer/inbox/list/rowShift.ts';

const shown = (letters: string, base = 0) => ({ ids: [...letters], base });

describe('a row moves by the number of rows that the list inserts or removes before it', () => {
  test.each([
    ['nothing changed', shown('abcd'), shown('abcd'), 2, 0],
    ['two came in above', shown('abcd'), shown('xyabcd'), 2, 2],
    ['one above left', shown('abcd'), shown('bcd'), 2, -1],
    ['one below left', shown('abcd'), shown('abc'), 1, 0],
    ['it left itself: the next one takes its place', shown('abcd'), shown('abd'), 2, 0],
    ['it and one above left', shown('abcd'), shown('bd'), 2, -1],
    ['it left, and all below: the one before counts', shown('abcd'), shown('xab'), 2, 1],
    ['all left', shown('abcd'), shown('xy'), 2, 0],
    ['there was nothing', shown(''), shown('xy'), 0, 0],
    ['the page before was read', shown('cd', 2), shown('abcd'), 3, 0],
    ['pages were forgotten', shown('abcd'), shown('cd', 2), 3, 0],
    ['a page before was read that has a row less now', shown('cd', 2), shown('bcd', 0), 3, -1],
  ])('%s', (_, before, after, place, rows) => {
    expect(rowShift(before, after, place)).toBe(rows);
  });
});

describe('a selection', () => {
  test('gains and loses requests one by one', () => {
    const one = toggled(nothingSelected, 'b');
    expect(one.ids).toEqual(['b']);
    expect(toggled(one, 'c').ids).toEqual(['b', 'c']);
    expect(toggled(one, 'b').ids).toEqual([]);
  });

  test('extends from its start in either direction, and keeps its earlier requests', () => {
    const list = [...'abcdef'];
    const begun = toggled(toggled(nothingSelected, 'f'), 'b');
    expect([...withRange(begun, 'd', list).ids].sort()).toEqual(['b', 'c', 'd', 'f']);
    expect([...withRange(begun, 'a', list).ids].sort()).toEqual(['a', 'b', 'f']);
    expect(withRange(nothingSelected, 'c', list).ids).toEqual(['c']);
    expect(withRange(toggled(nothingSelected, 'gone'), 'c', list).ids).toEqual(['gone', 'c']);
  });

  test('has a maximum, and no request twice', () => {
    const many = Array.from({ length: 500 }, (_, index) => String(index));
    expect(withAll(nothingSelected, many).ids).toHaveLength(MOST_SELECTED);
    expect(withAll(toggled(nothingSelected, '0'), ['0', '1']).ids).toEqual(['0', '1']);
    expect(withoutAll(withAll(nothingSelected, ['0', '1', '2']), ['1', '9']).ids).toEqual(['0', '2']);
  });
});
