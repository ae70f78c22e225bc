import { describe, expect, it } from 'vitest';
import { parseSearch, searchMatches, words } from '../../../src-main/engine/text/words.ts';

function finds(search: string, text: string): boolean {
  const parsed = parseSearch(search);
  return parsed !== null && searchMatches(parsed, text);
}

describe('a search text', () => {
  it('finds texts with all its words, in any order and case', () => {
    expect(finds('DB prod', 'prod-db')).toBe(true);
    expect(finds('prod web', 'prod-db')).toBe(false);
    expect(finds('CAFE\u0301', 'Café au lait')).toBe(true);
  });

  it('takes its last word as a prefix, unless it is a single character by itself', () => {
    expect(finds('ord', 'orders')).toBe(true);
    expect(finds('or', 'orders')).toBe(true);
    expect(finds('dc', 'dc01')).toBe(true);
    expect(finds('日', '日本語版')).toBe(false);
    expect(finds('o', 'orders')).toBe(false);
    expect(finds('db o', 'orders db')).toBe(true);
    expect(finds('srv-0', 'srv-07')).toBe(true);
    expect(finds('or', 'this or that')).toBe(true);
    expect(finds('ord db', 'orders db')).toBe(false);
    expect(finds('日本語', '日本語版')).toBe(true);
    expect(finds('日本', '日本語版')).toBe(true);
  });

  it('treats letters with their marks and digits as words, and nothing else', () => {
    expect(words('CORP\\svc_backup-1 (ops@x)')).toEqual(['corp', 'svc', 'backup', '1', 'ops', 'x']);
    expect(words('हिन्दी')).toEqual(['हिन्दी']);
  });

  it('finds nothing without a word', () => {
    for (const text of ['', '  ', '*', '-/\\.', '😀']) expect(parseSearch(text)).toBeNull();
  });

  it('treats special characters of other query languages as ordinary', () => {
    expect(finds('prod*', 'production')).toBe(true);
    expect(finds('"prod" OR x', 'prod')).toBe(false);
    expect(finds('NOT prod', 'not prod')).toBe(true);
  });
});
