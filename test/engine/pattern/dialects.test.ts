import { describe, expect, it } from 'vitest';
import { t } from '#texts/texts.ts';
import { compilePattern, prepareName } from '../../../src-main/engine/pattern/compile.ts';
import { dialectHints, looksLikePattern, patternFor } from '../../../src-main/engine/pattern/dialects.ts';
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

/** What is found in a pattern, and the whole pattern in the words of this desk. */
const read = (pattern: string) => dialectHints(pattern).map(({ found, translation }) => [found, translation]);

describe('each other dialect', () => {
  it.each([
    ['`db`', 'quotationMarks', false],
    ['(cn=db)', 'ldap', false],
    ['^db', 'regularExpression', false],
    ['!db', 'exceptFirst', true],
    ['a!(db)', 'exceptGroup', true],
    ['@(db)', 'oneOf', true],
    ['*(db)', 'repeated', true],
    ['(a|b)', 'choice', false],
    ['a|b', 'bar', false],
    ['{1..3,7}', 'rangeAndComma', true],
    ['[^a]', 'caret', true],
    ['\\*', 'backslash', true],
    ['a**', 'doubleStar', true],
    ['%', 'percent', false],
  ] as const)('of %s is described as %s, and is an extended glob: %s', (pattern, name, isGlob) => {
    expect(dialectHints(pattern)).toMatchObject([
      {
        meansHere: t(`pattern.dialect.${name}.meansHere`),
        probablyMeant: t(`pattern.dialect.${name}.probablyMeant`),
        isGlob,
      },
    ]);
  });

  it('is replaced wherever it stands, and named once', () => {
    expect(read('%a%')).toEqual([['%', '*a*']]);
    expect(read('[^a]x[^b]')).toEqual([['[^a]', '[!a]x[!b]']]);
    expect(read('(a|b)x(c|d)')).toEqual([['(a|b)', '{a,b}x{c,d}']]);
    expect(read('a**/b**')).toEqual([['**/', 'a{,*/}b*']]);
  });

  it('hides its text from those after it', () => {
    expect(read('"a%"').map(([found]) => found)).toEqual(['"a%"']);
    expect(read('@(a|b)').map(([found]) => found)).toEqual(['@(a|b)']);
    expect(read('*@(a)*').map(([found]) => found)).toEqual(['@(a)']);
    expect(read('!(a)@(b)%')).toEqual([
      ['!(a)', null],
      ['@(b)', '!(a){b}%'],
      ['%', '!(a)@(b)*'],
    ]);
  });

  it.each([
    // Quotation marks around all of it, and the same ones; between them can be several lines.
    ['"a', []],
    ['a"b"', []],
    ['"a"b', []],
    [`"a'`, []],
    ['"a\nb"', [['"a\nb"', 'a\nb']]],
    // No pattern is left.
    ['""', [['""', null]]],
    // A filter of LDAP is all of the pattern, and has = in one pair of brackets.
    ['a(b=c)', []],
    ['(b=c)d', []],
    ['(bc)', []],
    ['(=)', [['(=)', null]]],
    ['(&(a=b)(c=d))', []],
    ['(a\n=b)', [['(a\n=b)', null]]],
    // The ! is first, and no bracket follows.
    ['a!b', []],
    ['!(a)', [['!(a)', null]]],
    ['!()', [['!()', null]]],
    ['@()', [['@()', '{}']]],
    ['?()', [['?()', '{,}']]],
    ['+()', [['+()', null]]],
    // A single bracket or bar means nothing.
    ['(a)', []],
    ['(|)', [['(|)', '{,}']]],
    ['|a', []],
    ['a|', []],
    ['a|b|c', [['a|b|c', '{a,b,c}']]],
    ['|a|b', []],
    ['(x)a|b', []],
    ['a|b(x)', []],
    ['(ab|cd)x', [['(ab|cd)', '{ab,cd}x']]],
    ['[^ab]x', [['[^ab]', '[!ab]x']]],
    // Its translation would not be valid.
    ['"["', [['"["', null]]],
    ['ab|cd', [['ab|cd', '{ab,cd}']]],
    ['a\\x', []],
  ])('is told from what only looks like it: %j', (pattern, hints) => {
    expect(read(pattern)).toEqual(hints);
  });

  it.each([
    ['a{b,1..3}', '{b,1..3}', 'a{b,{1..3}}'],
    ['{10..20,b}', '{10..20,b}', '{{10..20},b}'],
    ['{ 1..3 , b }', '{ 1..3 , b }', '{{1..3},b}'],
    ['{a..,b}', '{a..,b}', null],
    ['{-1..3,b}', '{-1..3,b}', null],
    ['{1..3-,b}', '{1..3-,b}', null],
    ['{1..3,bc}', '{1..3,bc}', '{{1..3},bc}'],
    ['{bc,x10..30}', '{bc,x10..30}', '{bc,{x10..30}}'],
  ])('with a range beside a comma: %s', (pattern, found, translation) => {
    expect(read(pattern)).toEqual([[found, translation]]);
  });

  it.each(['*', '?', '[', ']', '{', '}'])('escapes %s by a backslash, and a class here', (character) => {
    // Only an escaped character that leaves a valid pattern can be saved at all.
    expect(read(`a\\${character}`)).toEqual([[`\\${character}`, `a[${character}]`]]);
  });
});

describe('a regular expression', () => {
  it.each([
    ['^a', 'a'],
    ['^a$', 'a'],
    ['a.*b', 'a*b'],
    ['a.+b', 'a?*b'],
    ['^a.b', 'a?b'],
    ['.*.*', '*'],
    ['.*.+x', '*?*x'],
    ['^a\\.b\\-c\\/d\\_e', 'a.b-c/d_e'],
    ['^[^ab]c', '[!ab]c'],
    ['^[ab][cd]', '[ab][cd]'],
    ['^x[^ab]c', 'x[!ab]c'],
    ['^x[ab]c', 'x[ab]c'],
    ['^(a|bc)d', '{a,bc}d'],
    ['^(?:ab|c)d', '{ab,c}d'],
    ['^\\d\\d', '[0-9][0-9]'],
    ['^a\nb', 'a\nb'],
  ])('%j becomes %j', (pattern, translation) => {
    expect(read(pattern)).toEqual([[expect.any(String), translation]]);
  });

  it.each([
    '^a+',
    '^a*',
    '^a?b',
    '^[ab]+',
    '^(a|b)+',
    '^\\d+',
    '^\\w',
    '^\\sa',
    '^a|b',
    '^a^b',
    '^a$b',
    '^+a',
    '^)a',
    'a^.*',
    'a$.*',
    '^(a(b))',
    '^.{2}',
    '^[a\\d]',
    '^',
    '^$',
  ])('%s has no pattern here with its meaning', (pattern) => {
    expect(dialectHints(pattern)[0]).toMatchObject({
      translation: null,
      probablyMeant: 'A regular expression.',
    });
  });

  it.each(['a^b', 'a.b*', 'a.*b*', '*.*', 'a*.+', '.a', 'CORP\\domain', 'CORP\\storage', 'CORP\\web', '[ab]x+', 'a+'])(
    'is not seen in %s',
    (pattern) => {
      expect(read(pattern)).toEqual([]);
    },
  );

  it.each([
    ['x\\d', '\\d'],
    ['x\\w-', '\\w'],
    ['x\\s1', '\\s'],
    ['x[ab]+y', '[ab]+'],
    ['a.*', 'a.*'],
    ['.*a', '.*a'],
    ['a.+b', 'a.+b'],
    ['a.*b.*', 'a.*b.*'],
    ['^a\nb', '^a\nb'],
  ])('is seen in %j by %j', (pattern, found) => {
    expect(dialectHints(pattern)[0]).toMatchObject({ found, probablyMeant: 'A regular expression.' });
  });
});

describe('a name', () => {
  it.each(['*', '%', 'db*', 'db?', 'db[1', 'db1]', '{db', 'db}', 'db%', '!db', '(a|b)', '"db"'])(
    'looks like a pattern: %s',
    (name) => {
      expect(looksLikePattern(name)).toBe(true);
    },
  );

  it.each(['db-1', 'Änne Über', 'x_y@corp.example:22/a', '数据库', 'a+b', 'R&D', '1..3', 'a|'])(
    'does not look like a pattern: %s',
    (name) => {
      expect(looksLikePattern(name)).toBe(false);
    },
  );

  it.each([
    ['db', 'db'],
    ['*?[]{}', '[*][?][[][]][{][}]'],
    ['a*b*', 'a[*]b[*]'],
  ])('%s is matched alone by %s', (name, pattern) => {
    expect(patternFor(name)).toBe(pattern);
  });
});
