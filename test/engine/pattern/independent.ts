import { folded } from './folded.ts';

/**
 * A second matcher of the pattern grammar, written from docs/rules.md#names-and-patterns without any code of the
 * product: braces are expanded as text, then the pattern is matched by plain backtracking. Slow, but easy to read.
 */
export function independentMatch(pattern: string, name: string): boolean | 'invalid' {
  const alternatives = writtenOut(pattern);
  return alternatives?.some((tokens) => walk(tokens, [...folded(name)])) ?? 'invalid';
}

/** A pattern without its braces, as lists of tokens: `*`, `?`, a class with its brackets, a character; null when invalid. */
export function writtenOut(pattern: string): string[][] | null {
  const tokens = folded(pattern).match(/\[(?:!.|[^!])[^\]]*\]|./gsu) ?? [];
  const depths = tokens.map((_, index) => depthAfter(tokens.slice(0, index + 1)));
  if (tokens.some((token) => token === '[' || token === ']')) return null;
  if (depths.some((depth) => depth < 0) || (depths.at(-1) ?? 0) !== 0) return null;
  const alternatives = withoutBraces(tokens);
  return alternatives.length > 256 ? null : alternatives;
}

const depthAfter = (tokens: readonly string[]): number =>
  tokens.filter((token) => token === '{').length - tokens.filter((token) => token === '}').length;

function withoutBraces(tokens: readonly string[]): string[][] {
  const open = tokens.indexOf('{');
  if (open < 0) return [[...tokens]];
  const close = tokens.findIndex((_, index) => index > open && depthAfter(tokens.slice(open, index + 1)) === 0);
  const inside = tokens.slice(open + 1, close);
  const commas = [...inside.keys()].filter((i) => inside[i] === ',' && depthAfter(inside.slice(0, i)) === 0);
  const cuts = [-1, ...commas, inside.length];
  const options = cuts.slice(1).map((cut, index) => inside.slice((cuts[index] ?? 0) + 1, cut));
  // Doubled braces are literal.
  const choices = counted(inside.join('')) ?? (commas.length > 0 ? options : [['{{', ...inside, '}}']]);
  return choices.flatMap((choice) => withoutBraces([...tokens.slice(0, open), ...choice, ...tokens.slice(close + 1)]));
}

function counted(inside: string): string[][] | null {
  const [, from = '', to = '', step = '1'] = /^(-?\d+|[a-z])\.\.(-?\d+|[a-z])(?:\.\.(-?\d+))?$/.exec(inside) ?? [];
  const letters = /[a-z]/.test(from);
  if (from === '' || letters !== /[a-z]/.test(to)) return null;
  const [first = 0, last = 0] = [from, to].map((end) => (letters ? end.charCodeAt(0) : Number(end)));
  const by = Math.abs(Number(step)) || 1;
  const width = [from, to, step].some((end) => /^-?0\d/.test(end)) ? Math.max(from.length, to.length) : 0;
  const digits = (n: number): string => (n < 0 ? `-${digits(-n).padStart(width - 1, '0')}` : String(n));
  const count = Math.min(Math.floor(Math.abs(last - first) / by), 256) + 1;
  const values = Array.from({ length: count }, (_, index) => first + index * (first <= last ? by : -by));
  return values.map((n) => (letters ? [String.fromCharCode(n)] : [...digits(n).padStart(width, '0')]));
}

function walk([token, ...rest]: readonly string[], characters: readonly string[]): boolean {
  const [character, ...others] = characters;
  if (token === undefined) return character === undefined;
  if (token === '*') return walk(rest, characters) || (character !== undefined && walk([token, ...rest], others));
  if (character === undefined || !(token === '?' || fits(token, character))) return false;
  return walk(rest, others);
}

function fits(token: string, character: string): boolean {
  if (!/^\[./su.test(token)) return token === character || token === character + character;
  const [, negation, members = ''] = /^\[(!?)(.+)\]$/su.exec(token) ?? [];
  const code = (text: string): number => text.codePointAt(0) ?? 0;
  const ranges = [...members.matchAll(/(.)(?:-(.))?/gsu)].map(([, from = '', to = from]) => ({ from, to }));
  const real = ranges.filter(({ from, to }) => code(from) <= code(to));
  const within = real.some(({ from, to }) => code(from) <= code(character) && code(character) <= code(to));
  return real.length > 0 && within === (negation === '');
}
