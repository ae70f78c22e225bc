import { describe, expect, test } from 'vitest';
import { pageIn } from '../../src-renderer/app/address.ts';
import { fuzzyFind, fuzzyScore } from '../../src-renderer/shell/palette/fuzzy.ts';

const all = [
  'Inbox',
  'My requests',
  'New request',
  'Requests of Zoë Hart',
  'Approve what is selected…',
  'Select all shown',
];
const found = (typed: string) => fuzzyFind(typed, all, (text) => text);

describe('finding by words', () => {
  test.each([
    ['', all],
    ['   ', all],
    ['inbox', ['Inbox']],
    ['INB', ['Inbox']],
    ['request my', ['My requests']],
    ['zoe', ['Requests of Zoë Hart']],
    ['mr', ['My requests']],
    ['appr sel', ['Approve what is selected…']],
    ['lected', ['Approve what is selected…']],
    ['inbox xyz', []],
    ['…', all],
  ])('%s', (typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });

  test('ranks whole words before prefixes, prefixes before infixes, and names that begin with the text first', () => {
    expect(found('request')[0]).toBe('New request');
    expect(found('sel')[0]).toBe('Select all shown');
    expect(fuzzyScore('sel', 'Select all shown')).toBeGreaterThan(fuzzyScore('sel', 'Approve what is selected…'));
    expect(fuzzyScore('x', 'Inbox')).toBe(0);
  });
});

describe('an address of this application', () => {
  test.each([
    ['app://countersign/#/inbox?filter=is%3Aopen', '/inbox?filter=is%3Aopen'],
    ['  #/mine?filter=newer%3A7d\n', '/mine?filter=newer%3A7d'],
    ['https://example.test/#/inbox', null],
    ['#12', null],
    ['is:open', null],
    ['app://countersign/#/in box', null],
    ['', null],
  ])('%s', (text, page) => {
    expect(pageIn(text)).toBe(page);
  });
});
