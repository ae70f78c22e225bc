import fc from 'fast-check';

/** A pattern and a name, made together so that they often match. */
export interface Pair {
  readonly pattern: string;
  readonly name: string;
}

const letters = [
  'a',
  'b',
  'c',
  'A',
  'B',
  '1',
  '2',
  '9',
  'é',
  'É',
  'å',
  'ß',
  'ſ',
  'K',
  'σ',
  'ς',
  'Σ',
  'ı',
  'İ',
  'ﬁ',
  'ẖ',
];
const wide = ['日', '本', '한', '😀', '𐐀', '𐐨', '👍🏽'];
const punctuation = ['.', '..', '-', '_', ' ', ',', ':', '~', '&', '=', '%'];
const reserved = ['!', '#', '/', '\\', '$', '^', '(', ')', '+', '@', '|', '+(a)', '@(a|b)', '!(a)', '..', '${', '"'];

const pair = (pattern: string, name: string): Pair => ({ pattern, name });
const itself = (texts: readonly string[]): fc.Arbitrary<Pair> =>
  fc.constantFrom(...texts).map((text) => pair(text, text));
const anyText = fc.array(fc.constantFrom(...letters, ...wide, ...punctuation, ...reserved), { maxLength: 3 });

const stars = anyText.map((texts) => pair('*', texts.join('')));
const doubleStars = anyText.map((texts) => pair('**', texts.join('')));
const any = fc.constantFrom(...letters, ...wide, '-', '/', '.', '*', '?', '[').map((text) => pair('?', text));
const numbers = fc
  .record({
    from: fc.integer({ min: -3, max: 12 }),
    to: fc.integer({ min: -3, max: 12 }),
    at: fc.nat(12),
    pad: fc.boolean(),
  })
  .map(({ from, to, at, pad }) => {
    const value = Math.min(from, to) + (at % (Math.abs(to - from) + 1));
    return pad && from >= 0 && to >= 0
      ? pair(`{0${from}..${to}}`, String(value).padStart(Math.max(String(from).length + 1, String(to).length), '0'))
      : pair(`{${from}..${to}}`, String(value));
  });
const steps = fc.constantFrom(
  pair('{1..9}', '5'),
  pair('{1..9..2}', '7'),
  pair('{9..1..-4}', '5'),
  pair('{a..e}', 'C'),
  pair('{E..a..2}', 'c'),
  pair('{1..3..01}', '2'),
  pair('{a..3}', '{a..3}'),
  pair('{ab..c}', '{ab..c}'),
  pair('{1..}', '{1..}'),
);

/** Puts braces and classes around the patterns that `inner` makes. */
const braces = (inner: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> =>
  fc
    .record({ options: fc.array(fc.array(inner, { maxLength: 3 }), { minLength: 1, maxLength: 3 }), pick: fc.nat(2) })
    .map(({ options, pick }) => {
      const joined = options.map((pairs) => join(pairs));
      const picked = joined[pick % joined.length]?.name ?? '';
      return pair(`{${joined.map(({ pattern }) => pattern).join(',')}}`, joined.length === 1 ? `{${picked}}` : picked);
    });

const safeClasses: readonly Pair[] = [
  ['[abc]', 'b'],
  ['[a-c]', 'C'],
  ['[A-C]', 'b'],
  ['[!a]', 'b'],
  ['[!a-c]', '9'],
  ['[!a]', '日'],
  ['[1-9é]', 'É'],
  ['[c-a]', 'b'],
  ['[!c-a]', 'b'],
  ['[c-ab]', 'b'],
  ['[a-]', '-'],
  ['[-a]', '-'],
  ['[a-c-e]', '-'],
  ['[*]', '*'],
  ['[?]', '?'],
  ['[[]', '['],
  ['[]]', ']'],
  ['[!]]', 'a'],
  ['[]a]', 'a'],
  ['[.]', '.'],
  ['[😀-😂]', '😁'],
  ['[😀a]', '😀'],
].map(([pattern = '', name = '']) => pair(pattern, name));

const oddClasses: readonly Pair[] = [
  ['[{]', '{'],
  ['[}]', '}'],
  ['[,]', ','],
  ['[{a,b}]', ','],
  ['[!!a]', 'b'],
  ['[a!]', '!'],
  ['[^a]', '^'],
  ['[^a]', 'b'],
  ['[!^]', 'a'],
  ['[\\]', '\\'],
  ['[/]', '/'],
  ['[!/]', 'a'],
  ['[+-/]', '.'],
  ['[ -~]', '*'],
  ['[!-~]', '/'],
  ['[一-ﾟ]', '/'],
  ['[一-ﾟ]', '日'],
  ['[!一-ﾟ]', '-'],
  ['[[:alpha:]', 'a'],
  ['[[:alpha:]', ':'],
  ['[[:digit:]a]', '1a]'],
  ['[!]', 'a'],
  ['[]', 'a'],
  ['[[.a.]', '.'],
  ['[[=a=]', '='],
].map(([pattern = '', name = '']) => pair(pattern, name));

export function join(pairs: readonly Pair[]): Pair {
  return pair(pairs.map(({ pattern }) => pattern).join(''), pairs.map(({ name }) => name).join(''));
}

type Change = (name: string) => string;
const keep: Change = (name) => name;
const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(keep) },
  { weight: 1, arbitrary: fc.constant<Change>((name) => name.slice(1)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...letters, ...wide).map(
      (text): Change =>
        (name) =>
          name + text,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...letters, '.', '/').map(
      (text): Change =>
        (name) =>
          text + name,
    ),
  },
  {
    weight: 1,
    arbitrary: anyText.map(
      (texts): Change =>
        () =>
          texts.join(''),
    ),
  },
);
const respelt: fc.Arbitrary<Change> = fc.constantFrom<Change>(
  keep,
  (text) => text.normalize('NFC'),
  (text) => text.normalize('NFD'),
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase().normalize('NFD'),
);

const patterns = (piece: fc.Arbitrary<Pair>, names: fc.Arbitrary<Change> = changes): fc.Arbitrary<Pair> =>
  fc
    .record({
      pieces: fc.array(piece, { minLength: 1, maxLength: 6 }),
      change: names,
      spell: respelt,
      respell: respelt,
    })
    .map(({ pieces, change, spell, respell }) => {
      const { pattern, name } = join(pieces);
      return pair(spell(pattern), respell(change(name)));
    })
    .filter(({ pattern, name }) => pattern !== '' && name !== '');

const common = fc.oneof(
  { weight: 6, arbitrary: itself(letters) },
  { weight: 2, arbitrary: itself(wide) },
  { weight: 2, arbitrary: itself(punctuation) },
  { weight: 3, arbitrary: stars },
  { weight: 1, arbitrary: doubleStars },
  { weight: 3, arbitrary: any },
);

const nested = braces(fc.oneof({ weight: 3, arbitrary: common }, { weight: 1, arbitrary: braces(common) }));

/** Everything in the grammar, and other glob syntax that is not in it; some of it invalid. */
export const everything: fc.Arbitrary<Pair> = patterns(
  fc.oneof(
    { weight: 36, arbitrary: common },
    { weight: 12, arbitrary: itself(reserved) },
    { weight: 9, arbitrary: fc.constantFrom(...safeClasses) },
    { weight: 9, arbitrary: fc.constantFrom(...oddClasses) },
    { weight: 6, arbitrary: nested },
    { weight: 3, arbitrary: numbers },
    { weight: 3, arbitrary: steps },
    { weight: 1, arbitrary: itself(['[', ']', '{', '}']) },
  ),
);

/** Patterns that bare minimatch reads the same: no slash, no backslash, no syntax that only minimatch has. */
export const sameAsMinimatch: fc.Arbitrary<Pair> = patterns(
  fc.oneof(
    { weight: 12, arbitrary: common },
    { weight: 3, arbitrary: fc.constantFrom(...safeClasses) },
    { weight: 2, arbitrary: nested },
    { weight: 1, arbitrary: numbers },
    { weight: 1, arbitrary: steps },
  ),
).filter(({ name }) => !/[/\\]/.test(name) && name !== '.' && name !== '..');
