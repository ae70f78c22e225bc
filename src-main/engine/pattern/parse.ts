import { t } from '#texts/texts.ts';
import { fold } from '../text/fold.ts';

/** Most alternatives that the braces of one pattern may expand to (docs/rules.md#names-and-patterns). */
export const MAX_ALTERNATIVES = 256;

/** A part of a folded pattern. */
export type PatternPart =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly text: string; readonly negated: boolean; readonly ranges: readonly Range[] }
  | ({ readonly kind: 'numbers' } & Numbers)
  | { readonly kind: 'choice'; readonly options: readonly (readonly PatternPart[])[] };

/** A range of characters, both ends included. A range that runs backwards is empty and is dropped. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** The numbers of `{first..last..step}`; not expanded, because a short pattern can have many. */
export interface Numbers {
  readonly first: number;
  readonly last: number;
  /** Above 0, also when the numbers run down. */
  readonly step: number;
  /** How many there are. */
  readonly count: number;
  /** The width to which each is padded with zeros. */
  readonly width: number;
}

export type Parsed =
  | { readonly ok: true; readonly parts: readonly PatternPart[]; readonly alternatives: number }
  | { readonly ok: false; readonly message: string };

class Malformed extends Error {}

/**
 * Parses a pattern: `*`, `?`, `[abc]` `[a-z]` `[!a]`, `{a,b}`, `{1..9}`; nothing else is special, and there is no escape character.
 * For an invalid pattern returns a sentence that says why.
 */
export function parsePattern(pattern: string): Parsed {
  try {
    const characters = [...fold(pattern)];
    const [parts, end] = parseSequence(characters, 0, false);
    if (end < characters.length)
      throw new Malformed(t('refusals.pattern.braceCloses', { sign: '}', position: end + 1 }));
    const alternatives = countAll(parts);
    if (alternatives > MAX_ALTERNATIVES)
      return {
        ok: false,
        message: t('refusals.pattern.alternatives', { max: MAX_ALTERNATIVES }),
      };
    return { ok: true, parts, alternatives };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, message: error.message };
    throw error;
  }
}

type Reading<T> = readonly [T, number];

function parseSequence(characters: readonly string[], start: number, inBraces: boolean): Reading<PatternPart[]> {
  const parts: PatternPart[] = [];
  let index = start;
  for (;;) {
    const character = characters[index];
    if (character === undefined || character === '}' || (inBraces && character === ',')) return [parts, index];
    if (character === '[') {
      const [part, next] = parseClass(characters, index);
      parts.push(part);
      index = next;
    } else if (character === '{') {
      const [group, next] = parseBraces(characters, index);
      parts.push(...group);
      index = next;
    } else if (character === ']') {
      throw new Malformed(t('refusals.pattern.bracketCloses', { sign: ']', position: index + 1 }));
    } else {
      // A run of stars means the same as one star.
      if (character !== '*' || parts.at(-1)?.kind !== 'star') parts.push(single(character));
      index += 1;
    }
  }
}

/** The code point of a character. */
export function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function single(character: string): PatternPart {
  if (character === '*') return { kind: 'star' };
  if (character === '?') return { kind: 'any' };
  return { kind: 'literal', character };
}

// Like minimatch: a leading ] is an ordinary member, and so is a leading or trailing -.
function parseClass(characters: readonly string[], open: number): Reading<PatternPart> {
  let index = open + 1;
  const negated = characters[index] === '!';
  if (negated) index += 1;
  const ranges: Range[] = [];
  for (let first = true; ; first = false) {
    const from = characters[index];
    if (from === undefined) throw new Malformed(t('refusals.pattern.bracketOpens', { sign: '[', position: open + 1 }));
    if (from === ']' && !first) {
      const text = characters.slice(open, index + 1).join('');
      return [{ kind: 'class', text, negated, ranges }, index + 1];
    }
    const to = characters[index + 2];
    const isRange = characters[index + 1] === '-' && to !== undefined && to !== ']';
    if (!isRange || codeOf(from) <= codeOf(to)) ranges.push({ from, to: isRange ? to : from });
    index += isRange ? 3 : 1;
  }
}

// Braces without a comma or a range inside are ordinary characters, as in minimatch.
function parseBraces(characters: readonly string[], open: number): Reading<PatternPart[]> {
  const range = parseBraceRange(characters, open);
  if (range) return range;
  const options: PatternPart[][] = [];
  let index = open + 1;
  for (;;) {
    const [parts, end] = parseSequence(characters, index, true);
    options.push(parts);
    const character = characters[end];
    if (character === undefined)
      throw new Malformed(t('refusals.pattern.braceOpens', { sign: '{', position: open + 1 }));
    index = end + 1;
    if (character === '}') break;
  }
  const [only, ...others] = options;
  if (only !== undefined && others.length === 0)
    return [[{ kind: 'literal', character: '{' }, ...only, { kind: 'literal', character: '}' }], index];
  if (countChoice(options) > MAX_ALTERNATIVES)
    throw new Malformed(t('refusals.pattern.alternatives', { max: MAX_ALTERNATIVES }));
  return [[{ kind: 'choice', options }], index];
}

const numbers = /^\{(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?\}/;
const letters = /^\{([a-z])\.\.([a-z])(?:\.\.(-?\d+))?\}/;

function parseBraceRange(characters: readonly string[], open: number): Reading<PatternPart[]> | null {
  let close = open + 1;
  while (/^[-.0-9a-z]$/.test(characters[close] ?? '')) close += 1;
  if (characters[close] !== '}') return null;
  const text = characters.slice(open, close + 1).join('');
  const asNumbers = numbers.exec(text);
  const asLetters = letters.exec(text);
  const found = asNumbers ?? asLetters;
  if (!found) return null;
  const [whole, from = '', to = '', stepText = '1'] = found;
  const [first, last] = asNumbers ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const step = Math.max(Math.abs(Number(stepText)), 1);
  if (![first, last, step].every(Number.isSafeInteger))
    throw new Malformed(t('refusals.pattern.numbers', { position: open + 1 }));
  const count = Math.floor(Math.abs(last - first) / step) + 1;
  if (count > MAX_ALTERNATIVES) throw new Malformed(t('refusals.pattern.alternatives', { max: MAX_ALTERNATIVES }));
  if (!asNumbers) {
    const codes = Array.from({ length: count }, (_, index) => first + index * (last >= first ? step : -step));
    return [
      [{ kind: 'choice', options: codes.map((code) => literals(String.fromCharCode(code))) }],
      open + whole.length,
    ];
  }
  const padded = [from, to, stepText].some((number) => /^-?0\d/.test(number));
  const width = padded ? Math.max(from.length, to.length) : 0;
  return [[{ kind: 'numbers', first, last, step, count, width }], open + whole.length];
}

/** A number as a range of numbers writes it. */
export function writeNumber(value: number, { width }: Pick<Numbers, 'width'>): string {
  const sign = value < 0 ? '-' : '';
  return sign + String(Math.abs(value)).padStart(width - sign.length, '0');
}

/** The number at a place of a range, from 0. */
export function numberAt(index: number, { first, last, step }: Numbers): number {
  return first + (last >= first ? index : -index) * step;
}

function allNumbers(numbers: Numbers): PatternPart[][] {
  return Array.from({ length: numbers.count }, (_, index) => literals(writeNumber(numberAt(index, numbers), numbers)));
}

function literals(text: string): PatternPart[] {
  return Array.from(text, (character) => ({ kind: 'literal', character }) as const);
}

function countAll(parts: readonly PatternPart[]): number {
  return parts.reduce((product, part) => product * countOf(part), 1);
}

function countOf(part: PatternPart): number {
  if (part.kind === 'choice') return countChoice(part.options);
  return part.kind === 'numbers' ? part.count : 1;
}

function countChoice(options: readonly (readonly PatternPart[])[]): number {
  return options.reduce((sum, option) => sum + countAll(option), 0);
}

/** The alternatives of a pattern, without choices, in the order of the text. */
export function expand(parts: readonly PatternPart[]): PatternPart[][] {
  return parts.reduce<PatternPart[][]>(
    (before, part) => {
      const after = optionsOf(part);
      return before.flatMap((head) => after.map((tail) => [...head, ...tail]));
    },
    [[]],
  );
}

function optionsOf(part: PatternPart): readonly (readonly PatternPart[])[] {
  if (part.kind === 'choice') return part.options.flatMap(expand);
  return part.kind === 'numbers' ? allNumbers(part) : [[part]];
}

/** How many characters and wildcards all alternatives of a pattern have together, computed without expanding them. */
export function sizeWrittenOut(parts: readonly PatternPart[]): number {
  return measure(parts).size;
}

// The total size of all alternatives of a sequence: each alternative of a part combines with all of the others.
function measure(parts: readonly PatternPart[]): { readonly count: number; readonly size: number } {
  let [count, size] = [1, 0];
  for (const part of parts) {
    const own = measurePart(part);
    size = size * own.count + own.size * count;
    count *= own.count;
  }
  return { count, size };
}

function measurePart(part: PatternPart): { readonly count: number; readonly size: number } {
  if (part.kind === 'numbers')
    return {
      count: part.count,
      size: part.count * Math.max(...[part.first, part.last].map((end) => writeNumber(end, part).length)),
    };
  if (part.kind !== 'choice') return { count: 1, size: 1 };
  const options = part.options.map(measure);
  return {
    count: options.reduce((sum, option) => sum + option.count, 0),
    size: options.reduce((sum, option) => sum + option.size, 0),
  };
}
