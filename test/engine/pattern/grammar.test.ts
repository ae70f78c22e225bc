import { describe, expect, it } from 'vitest';
import { compilePattern, isLiteral, prepareName } from '../../../src-main/engine/pattern/compile.ts';
import { independentMatch } from './independent.ts';

function matches(pattern: string, name: string): boolean {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.pattern.match(prepareName(name)) !== null;
}

const DOLLAR = '$';

type Case = readonly [pattern: string, yes: readonly string[], no: readonly string[]];

const cases: Readonly<Record<string, readonly Case[]>> = {
  'matches a star with any characters, slashes, backslashes and leading dots included': [
    ['*', ['a', 'prod/db', '.admin', 'CORP\\admin', '.', '..', '/', '-'], []],
    ['prod*', ['prod', 'prod-db', 'prod/db/1'], ['pro', 'xprod']],
    ['*admin', ['admin', '.admin', 'CORP\\admin', 'a/b/admin'], ['admins']],
    ['a*b*c', ['abc', 'a/b/c', 'aXbbYc'], ['acb']],
  ],
  'matches two stars like one': [
    ['**', ['a', 'a/b', '.'], []],
    ['a/**/b', ['a/x/b', 'a/x/y/b'], ['a/b']],
  ],
  'matches a question mark with exactly one character, however it is stored': [
    ['?', ['a', '/', '.', '\\', 'é', 'e\u0301', '日', '😀'], ['..', '😀😀', 'e\u0301e']],
    ['db?', ['db1', 'db/'], ['db', 'db10']],
  ],
  'matches a class with one of its characters': [
    ['db[abc]', ['dba', 'dbc'], ['dbd', 'db', 'dbab']],
    ['db[0-9]', ['db0', 'db9'], ['dba']],
    ['db[!0-9]', ['dba', 'db/', 'db-', 'db日', 'db😀'], ['db5']],
    ['[😀-😂]', ['😁'], ['😃', '😀😀']],
    ['[a-c-e]', ['b', '-', 'e'], ['d']],
    ['[a-a]', ['a'], ['b', '-']],
  ],
  'reads a hyphen at an edge of a class, and a bracket at its beginning, literally': [
    ['[a-]', ['a', '-'], ['b']],
    ['[-a]', ['a', '-'], ['b']],
    ['[]]', [']'], ['[', 'a']],
    ['[!]]', ['a', '['], [']']],
    ['[]-a]', [']', '^', '_', 'a'], ['-', 'b']],
  ],
  'matches a range that runs backwards with nothing': [
    ['[c-a]', [], ['a', 'b', 'c', '-']],
    ['[!c-a]', [], ['a', 'x']],
    ['[c-ax]', ['x'], ['a', 'b', 'c']],
  ],
  'quotes any special character in a class, because there is no escape character': [
    ['a[*]b', ['a*b'], ['axb', 'ab']],
    ['a[?]', ['a?'], ['ab']],
    ['a[[]', ['a['], ['ab']],
    ['[{]a,b[}]', ['{a,b}'], ['a', 'b']],
    ['[!!]', ['a', '?'], ['!']],
  ],
  'allows punctuation in ranges, which contain only the characters between their ends': [
    ['[ -~]', ['*', '/', '\\', '?', '-', 'a'], ['é']],
    ['[+-/]', [',', '-', '.', '/', '+'], ['*', '0']],
    ['[一-ﾟ]', ['日', '本'], ['/', '*', '-', '!', '\\']],
    ['[!一-ﾟ]', ['/', '*', '-', 'a'], ['日']],
  ],
  'matches braces with each of their alternatives': [
    ['{a,b}', ['a', 'b'], ['{a,b}', 'c', 'ab']],
    ['db-{eu,us}-{1,2}', ['db-eu-1', 'db-us-2'], ['db-eu-3', 'db-eu']],
    ['{a,b{c,d{e,f}}}', ['a', 'bc', 'bde', 'bdf'], ['b', 'bd', 'ab']],
    ['db{,-ro}', ['db', 'db-ro'], ['db-']],
    ['{*-db,db?}', ['prod-db', 'db1', '-db'], ['db', 'db12']],
    ['{[a,],x}', ['a', ',', 'x'], ['[a', ']']],
  ],
  'matches a range in braces with each of its numbers or letters': [
    ['{1..9}', ['1', '5', '9'], ['0', '10', '{1..9}']],
    ['{9..1}', ['1', '9'], ['0']],
    ['{-1..1}', ['-1', '0', '1'], ['-0', '-2']],
    ['{08..11}', ['08', '09', '10', '11'], ['8', '9']],
    ['{1..9..4}', ['1', '5', '9'], ['2', '4']],
    ['{9..1..-4}', ['9', '5', '1'], ['4']],
    ['{1..3..0}', ['1', '2', '3'], []],
    ['{a..e}', ['a', 'C'], ['f']],
    ['{e..a..2}', ['e', 'c', 'a'], ['d', 'b', 'g']],
    ['{a..e..-2}', ['a', 'c', 'e'], ['b']],
    ['{-01..1}', ['-01', '000', '001'], ['0', '1', '-1', '00']],
    ['{1..010}', ['001', '010'], ['1', '10']],
    ['{1..3..01}', ['1', '2', '3'], ['01']],
    ['{99..101}', ['99', '100', '101'], ['099', '98', '102']],
    ['{5..20..5}', ['5', '10', '20'], ['15x', '6', '25']],
    ['x{8..12}y', ['x8y', 'x10y', 'x12y'], ['x7y', 'x13y', 'xy', 'x-8y']],
    ['{A..c}', ['a', 'b', 'c'], ['d']],
    ['x{1..2}{a..b}', ['x1a', 'x2b'], ['x1', 'xa']],
  ],
  'reads braces without a comma or a range literally': [
    ['{a}', ['{a}', '{A}'], ['a']],
    ['{}', ['{}'], ['']],
    ['{a}{b,c}', ['{a}b', '{a}c'], ['ab']],
    ['{{a,b}}', ['{a}', '{b}'], ['a']],
    ['{a..cd}', ['{a..cd}'], ['a']],
    ['{1..a}', ['{1..a}'], ['1']],
    ['{*}', ['{}', '{x}'], ['x']],
  ],
  'reads a comma outside braces literally': [['a,b', ['a,b'], ['a', 'b']]],
  'reads a leading ! or # literally': [
    ['!a', ['!a'], ['a', 'b']],
    ['!*', ['!', '!a'], ['a']],
    ['#a', ['#a'], ['a']],
    ['#*', ['#', '#x'], ['x']],
    ['!!a', ['!!a'], ['a']],
  ],
  'has no extended globs': [
    ['+(a)', ['+(a)'], ['a', 'aa']],
    ['@(a|b)', ['@(a|b)'], ['a', 'b']],
    ['!(a)', ['!(a)'], ['b']],
    ['*(a)', ['(a)', 'x(a)'], ['a', 'aa', '']],
    ['?(a)', ['x(a)'], ['a', '(a)']],
  ],
  'has no escape character': [
    ['\\*', ['\\', '\\a'], ['*']],
    ['CORP\\*', ['CORP\\admin', 'corp\\'], ['corp*', 'CORPadmin']],
    ['a\\b', ['a\\b'], ['ab']],
    ['[\\]', ['\\'], [']']],
  ],
  'has no POSIX classes': [
    ['[[:alpha:]', ['a', 'l', ':', '['], ['b', 'x']],
    ['[[=a=]', ['[', '=', 'a'], ['b']],
  ],
  'reads special characters of regular expressions and shells literally': [
    ['^a$', ['^a$'], ['a']],
    ['[^a]', ['^', 'a'], ['b']],
    ['(a)', ['(a)'], ['a']],
    ['a|b', ['a|b'], ['a', 'b']],
    ['a.b', ['a.b'], ['axb']],
    ['a+', ['a+'], ['aa']],
    ['$\\{a,b}', ['$\\a', '$\\b'], ['$\\{a,b}']],
    [`${DOLLAR}{a,b}`, ['$a', '$b'], [`${DOLLAR}{a,b}`]],
    ['~', ['~'], ['/root']],
  ],
  'treats names as names, and never as paths': [
    ['.', ['.'], ['a']],
    ['..', ['..'], ['a']],
    ['a/../b', ['a/../b'], ['b']],
    ['a/./b', ['a/./b'], ['a/b']],
    ['a//b', ['a//b'], ['a/b']],
    ['a/b', ['a/b'], ['a\\b', 'ab']],
    ['/*', ['/', '/etc'], ['etc']],
    ['c:\\*', ['C:\\windows'], ['c:/windows']],
  ],
  'compares in one case': [
    ['PROD-*', ['prod-db', 'Prod-DB'], ['test']],
    ['[A-C]x', ['ax', 'CX'], ['dx']],
    ['ÅNGSTRÖM', ['ångström', 'A\u030AngstrO\u0308m', '\u212Bngström'], ['angstrom']],
    ['Σίσυφος', ['ΣΊΣΥΦΟΣ', 'σίσυφοσ'], []],
    ['straße', ['STRAßE', 'STRAẞE'], ['strasse']],
    ['[ß]', ['ß', 'ẞ'], ['s', 'ss']],
    ['\u212Aelvin', ['kelvin', 'KELVIN'], []],
  ],
  'compares both normal forms of a character as the same': [
    ['caf\u00e9', ['cafe\u0301', 'CAFE\u0301'], ['cafe']],
    ['cafe\u0301', ['caf\u00e9'], ['cafe']],
    ['caf[e\u0301]', ['caf\u00e9'], ['cafe']],
    ['한?', ['\u1112\u1161\u11abx'], ['한']],
  ],
};

describe('a pattern', () => {
  for (const [behaviour, examples] of Object.entries(cases))
    it(behaviour, () => {
      for (const [pattern, yes, no] of examples) {
        for (const name of yes)
          expect({ pattern, name, matches: matches(pattern, name) }).toMatchObject({ matches: true });
        for (const name of no)
          expect({ pattern, name, matches: matches(pattern, name) }).toMatchObject({ matches: false });
      }
    });

  it('matches in these examples like the independent matcher', () => {
    for (const [pattern, yes, no] of Object.values(cases).flat()) {
      for (const name of yes)
        expect({ pattern, name, found: independentMatch(pattern, name) }).toMatchObject({ found: true });
      for (const name of no)
        expect({ pattern, name, found: independentMatch(pattern, name) }).toMatchObject({ found: false });
    }
  });

  it('is literal if it matches one name only', () => {
    for (const literal of ['prod-db', '.', '!a', '#a', '{a}', '{}', 'CORP\\admin', '+(a)', '^a$'])
      expect([literal, isLiteral(literal)]).toEqual([literal, true]);
    for (const wild of ['*', 'a?', '[a]', '[*]', '{a,b}', '{1..2}', '[', 'a}'])
      expect([wild, isLiteral(wild)]).toEqual([wild, false]);
  });
});
