import { codeOf, type Numbers, numberAt, type PatternPart, writeNumber } from './parse.ts';

/** How closely a pattern fits: compared field by field, in this order (docs/rules.md#which-policy). */
export interface Fit {
  /** 1 when the pattern has no wildcard, else 0; a condition adds up its fields. */
  readonly exact: number;
  /** How many characters match only themselves. */
  readonly literals: number;
  /** How many wildcards there are; a class is one, a run of stars is one. */
  readonly wildcards: number;
}

/** Below zero when `a` is the closer fit, above when `b` is, 0 when they are equal. */
export function compareFits(a: Fit, b: Fit): number {
  return b.exact - a.exact || b.literals - a.literals || a.wildcards - b.wildcards;
}

// A set of positions in a name, one bit each: before its first character (0), after it (1), and so on to its end.
type Positions = number[];
const WORD = 32;

/** A folded name with the tables that matching needs, computed once for many patterns. */
export class PreparedName {
  readonly folded: string;
  #characters: readonly string[] | null = null;
  #places: ReadonlyMap<string, Positions> | null = null;
  #before: Positions | null = null;
  readonly #classes = new Map<string, Positions>();

  constructor(folded: string) {
    this.folded = folded;
  }

  /** Its characters (code points). */
  get characters(): readonly string[] {
    this.#characters ??= [...this.folded];
    return this.#characters;
  }

  /** For each of its characters, the positions right before it. */
  get places(): ReadonlyMap<string, Positions> {
    if (this.#places) return this.#places;
    const places = new Map<string, Positions>();
    for (const [position, character] of this.characters.entries()) {
      const there = places.get(character) ?? this.none();
      add(there, position);
      places.set(character, there);
    }
    this.#places = places;
    return places;
  }

  /** The positions before any character: all but the end. */
  get before(): Positions {
    if (this.#before) return this.#before;
    const before = this.none();
    for (let position = 0; position < this.characters.length; position += 1) add(before, position);
    this.#before = before;
    return before;
  }

  /** The positions right before the characters that a class holds. */
  placesOf(part: ClassPart): Positions {
    const known = this.#classes.get(part.text);
    if (known) return known;
    const places = this.none();
    for (const [character, there] of this.places) if (isMember(part, character)) unite(places, there);
    this.#classes.set(part.text, places);
    return places;
  }

  /** An empty set of its positions. */
  none(): Positions {
    const words = Math.floor(this.characters.length / WORD) + 1;
    return words === 1 ? [0] : new Array<number>(words).fill(0);
  }
}

function add(positions: Positions, position: number): void {
  const word = Math.floor(position / WORD);
  positions[word] = (positions[word] ?? 0) | (1 << (position % WORD));
}

// Shifts count modulo 32 by themselves.
function has(positions: Positions, position: number): boolean {
  return (((positions[position >>> 5] ?? 0) >>> position) & 1) === 1;
}

/**
 * The best fit among the alternatives of a pattern that match a name; null when none does. It follows all alternatives at once, so
 * the time grows with the lengths of pattern and name only, not with stars and braces.
 */
export function matchParts(parts: readonly PatternPart[], name: PreparedName): Fit | null {
  const reached = name.none();
  add(reached, 0);
  if (!follow(parts, reached, name) || !has(reached, name.characters.length)) return null;
  return bestFit(parts, name);
}

// Advances a set of positions past the parts, in place. Returns false when none is left.
function follow(parts: readonly PatternPart[], reached: Positions, name: PreparedName): boolean {
  for (const part of parts) if (!step(part, reached, name)) return false;
  return true;
}

function step(part: PatternPart, reached: Positions, name: PreparedName): boolean {
  switch (part.kind) {
    case 'literal':
      return pass(reached, name.places.get(part.character));
    case 'any':
      return pass(reached, name.before);
    case 'star':
      return spread(reached, name.characters.length);
    case 'class':
      return pass(reached, name.placesOf(part));
    case 'numbers': {
      const after = name.none();
      for (const [start, end] of numbersIn(part, name)) if (has(reached, start)) add(after, end);
      return replace(reached, after);
    }
    case 'choice': {
      const after = name.none();
      for (const option of part.options) {
        const way = reached.slice();
        if (follow(option, way, name)) unite(after, way);
      }
      return replace(reached, after);
    }
  }
}

// Advances each position in `places` by one and drops the others.
function pass(reached: Positions, places: Positions | undefined): boolean {
  if (places === undefined) return false;
  let [carry, any] = [0, 0];
  for (let word = 0; word < reached.length; word += 1) {
    const from = (reached[word] ?? 0) & (places[word] ?? 0);
    const to = (from << 1) | carry;
    carry = from >>> (WORD - 1);
    reached[word] = to;
    any |= to;
  }
  return any !== 0;
}

// Reaches every position from the first reached one on.
function spread(reached: Positions, end: number): boolean {
  let found = false;
  for (let word = 0; word < reached.length; word += 1) {
    const here = reached[word] ?? 0;
    reached[word] = found ? -1 : here | -here;
    found ||= here !== 0;
  }
  const last = reached.length - 1;
  reached[last] = (reached[last] ?? 0) & ((2 << (end % WORD)) - 1);
  return found;
}

function unite(all: Positions, others: Positions): void {
  for (let word = 0; word < all.length; word += 1) all[word] = (all[word] ?? 0) | (others[word] ?? 0);
}

function replace(reached: Positions, after: Positions): boolean {
  let any = 0;
  for (let word = 0; word < reached.length; word += 1) {
    reached[word] = after[word] ?? 0;
    any |= after[word] ?? 0;
  }
  return any !== 0;
}

type ClassPart = Extract<PatternPart, { kind: 'class' }>;

// An empty class matches nothing, negated or not, as in minimatch.
function isMember({ negated, ranges }: ClassPart, character: string): boolean {
  const code = codeOf(character);
  return ranges.length > 0 && ranges.some(({ from, to }) => codeOf(from) <= code && code <= codeOf(to)) !== negated;
}

// Yields where numbers of the range begin and end in a name, looking no further than the longest number.
function* numbersIn(numbers: Numbers, { characters }: PreparedName): Generator<readonly [number, number]> {
  const [one, other] = [numbers.first, numbers.last].map((value) => writeNumber(value, numbers).length);
  const longest = Math.max(one ?? 0, other ?? 0);
  for (let start = 0; start < characters.length; start += 1) {
    let text = '';
    for (let end = start; end < Math.min(start + longest, characters.length); end += 1) {
      const character = characters[end] ?? '';
      const isDigit = character >= '0' && character <= '9';
      if (!(isDigit || (end === start && character === '-'))) break;
      text += character;
      if (text.length >= numbers.width && isOneOf(numbers, text)) yield [start, end + 1];
    }
  }
}

function isOneOf(numbers: Numbers, text: string): boolean {
  const value = Number(text);
  const index = Math.round(Math.abs(value - numbers.first) / numbers.step);
  return index < numbers.count && numberAt(index, numbers) === value && writeNumber(value, numbers) === text;
}

/**
 * The best way to each position of a name: at `2 * position` when it does not end with a star, at `2 * position + 1` when it does,
 * because a run of stars counts as one wildcard. A higher number is better; -1 means unreachable.
 */
type Ways = number[];

// The weight of a literal character: above any possible count of wildcards.
const LITERAL = 1 << 12;

function bestFit(parts: readonly PatternPart[], name: PreparedName): Fit {
  const end = name.characters.length;
  const ways = new Array<number>(2 * (end + 1)).fill(-1);
  ways[0] = LITERAL - 1;
  for (const part of parts) advance(part, ways, name);
  const best = bestAt(ways, end);
  const literals = Math.floor(best / LITERAL);
  const wildcards = LITERAL - 1 - (best % LITERAL);
  // A way without wildcards has the most literals, so it is the best way where one exists.
  return { exact: wildcards === 0 ? 1 : 0, literals, wildcards };
}

const bestAt = (ways: Ways, position: number): number =>
  Math.max(ways[2 * position] ?? -1, ways[2 * position + 1] ?? -1);

// Advances all ways past a part, in place. Returns false when none is left.
function advance(part: PatternPart, ways: Ways, name: PreparedName): boolean {
  switch (part.kind) {
    case 'choice': {
      const before = ways.slice();
      let any = false;
      ways.fill(-1);
      for (const option of part.options) {
        const own = before.slice();
        if (!option.every((inner) => advance(inner, own, name))) continue;
        any = true;
        for (let slot = 0; slot < own.length; slot += 1) {
          const way = own[slot] ?? -1;
          if (way > (ways[slot] ?? -1)) ways[slot] = way;
        }
      }
      return any;
    }
    case 'numbers': {
      const before = ways.slice();
      let any = false;
      ways.fill(-1);
      for (const [start, end] of numbersIn(part, name)) {
        const way = bestAt(before, start);
        if (way < 0) continue;
        any = true;
        ways[2 * end] = Math.max(ways[2 * end] ?? -1, way + LITERAL * (end - start));
      }
      return any;
    }
    case 'star':
      for (let [slot, best] = [0, -1]; slot < ways.length; slot += 2) {
        const fresh = ways[slot] ?? -1;
        best = Math.max(best, fresh < 0 ? -1 : fresh - 1, ways[slot + 1] ?? -1);
        ways[slot] = -1;
        ways[slot + 1] = best;
      }
      return true;
    default: {
      const gain = part.kind === 'literal' ? LITERAL : -1;
      const places = placesOf(part, name);
      let any = false;
      for (let position = name.characters.length; position > 0; position -= 1) {
        const way = has(places, position - 1) ? bestAt(ways, position - 1) : -1;
        ways[2 * position] = way < 0 ? -1 : way + gain;
        ways[2 * position + 1] = -1;
        any ||= way >= 0;
      }
      ways[0] = -1;
      ways[1] = -1;
      return any;
    }
  }
}

function placesOf(part: Exclude<PatternPart, { kind: 'choice' | 'numbers' | 'star' }>, name: PreparedName): Positions {
  if (part.kind === 'any') return name.before;
  return part.kind === 'class' ? name.placesOf(part) : (name.places.get(part.character) ?? NOWHERE);
}

const NOWHERE: Positions = [];
