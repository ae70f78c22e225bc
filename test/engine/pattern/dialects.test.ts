import { describe, expect, it } from 'vitest';
import { compilePattern, prepareName } from '../../../src-main/engine/pattern/compile.ts';
import { dialectHints } from '../../../src-main/engine/pattern/dialects.ts';
import { parsePattern } from '../../../src-main/engine/pattern/parse.ts';

describe('syntax of another dialect', () => {
  it.each([
    ['db[^a]', '[^a]', 'db[!a]'],
    ['!prod-*', '!', null],
    ['prod-!(db)', '!(db)', null],
    ['@(a|b)-db', '@(a|b)', '{a,b}-db'],
    ['?(a|b)db', '?(a|b)', '{,a,b}db'],
    ['(a|b)', '(a|b)', '{a,b}'],
    ['+(a|b)', '+(a|b)', null],
    ['root|sa', 'root|sa', '{root,sa}'],
    ['web{1..3,7}', '{1..3,7}', 'web{{1..3},7}'],
    ['a\\*', '\\*', 'a[*]'],
    ['"prod-*"', '"prod-*"', 'prod-*'],
    ["'prod-*'", "'prod-*'", 'prod-*'],
    ['prod/**/db', '**/', 'prod/{,*/}db'],
    ['prod**', '**', 'prod*'],
    ['^prod-.*$', '^prod-.*$', 'prod-*'],
    ['prod-.+', 'prod-.+', 'prod-?*'],
    ['web\\d', '\\d', 'web[0-9]'],
    ['^web(?!1).*', '^web(?!1).*', null],
    ['^prod-(?:a|b)-.$', '^prod-(?:a|b)-.$', 'prod-{a,b}-?'],
    ['^[^a]b\\.c$', '^[^a]b\\.c$', '[!a]b.c'],
    ['^ba*$', '^ba*$', null],
    ['^ba?.*', '^ba?.*', null],
    ['^a{2,3}$', '^a{2,3}$', null],
    ['prod-%', '%', 'prod-*'],
    ['(cn=admins*)', '(cn=admins*)', null],
  ])('in %s is found as %s, and is %s here', (pattern, found, translation) => {
    const hints = dialectHints(pattern);
    expect(hints.map((hint) => [hint.found, hint.translation])).toEqual([[found, translation]]);
    for (const hint of hints) {
      expect(hint.meansHere).toMatch(/^.+\.$/s);
      expect(hint.probablyMeant).toMatch(/^.+\.$/s);
    }
    // It is valid here, and so is its translation.
    expect([parsePattern(pattern).ok, parsePattern(translation ?? 'x').ok]).toEqual([true, true]);
  });

  it.each([
    'prod-*',
    'db[!a-c]',
    '{a,b}{1..9}',
    'CORP\\dbadmin',
    'svc-web$',
    '*.corp.*',
    'a.b',
    'a,b',
    '[*]',
    'R&D (east)',
    'db{1..3}',
  ])('is not seen in %s', (pattern) => {
    expect(dialectHints(pattern)).toEqual([]);
  });

  it('has the meaning that its hint says', () => {
    const matches = (pattern: string, name: string) => {
      const compiled = compilePattern(pattern);
      return compiled.ok && compiled.pattern.match(prepareName(name)) !== null;
    };
    expect(matches('db[^a]', 'dba') && matches('db[^a]', 'db^') && !matches('db[!a]', 'dba')).toBe(true);
    expect(matches('web{1..3,7}', 'web1..3') && !matches('web{1..3,7}', 'web2')).toBe(true);
    expect(matches('web{{1..3},7}', 'web2') && matches('web{{1..3},7}', 'web7')).toBe(true);
    expect(matches('prod/**/db', 'prod/a/b/db')).toBe(true);
  });
});
