import { describe, expect, it } from 'vitest';
import { canonicalJson, jsonOf } from '../../src-main/ledger/canonical.ts';
import { readReason } from '../../src-main/ledger/read.ts';

describe('a recorded reason', () => {
  const reason = { code: 'ONLY_MATCH', condition: 2 } as const;
  const recorded = canonicalJson(reason);

  it('is read if it is a code in canonical form', () => {
    expect(readReason(recorded)).toEqual(reason);
  });

  it('is a sentence if it is anything else', () => {
    const others = [
      'It matches.',
      '',
      `{ ${recorded.slice(1)}`,
      recorded.slice(0, -1),
      recorded.replace('ONLY_MATCH', 'OTHER'),
      '[]',
      `[${recorded}]`,
      ` ${recorded}`,
    ];
    for (const other of others) expect([other, readReason(other)]).toEqual([other, null]);
  });
});

it('bytes that are not JSON say nothing', () => {
  expect(jsonOf('{"a":[1]}')).toEqual({ a: [1] });
  expect(jsonOf('{"a":')).toBeUndefined();
  expect(jsonOf('')).toBeUndefined();
});
