import { Minimatch } from 'minimatch';
import { compareFits, type Fit } from '../../../src-main/engine/pattern/compile.ts';
import { expand, type PatternPart, parsePattern, type Range } from '../../../src-main/engine/pattern/parse.ts';
import { fold } from '../../../src-main/engine/text/fold.ts';

// minimatch treats names as paths and has more syntax than our patterns. So every character that it might treat
// specially is moved into the private-use area, in patterns and in names; names cannot contain such characters.
const SPECIAL = '/\\[]{}()!^$+@|*?#,-';
const PRIVATE_USE = 0xe000;
// Names `.` and `..` are special to minimatch, even with `dot`; with a prefix they are not.
const PREFIX = String.fromCharCode(0xe0ff);
const OPTIONS = {
  dot: true,
  nobrace: true,
  nocomment: true,
  noext: true,
  noglobstar: true,
  nonegate: true,
  platform: 'linux',
} as const;

/**
 * The meaning of a pattern by minimatch: the best fit among the alternatives that match a name, each expanded and given to minimatch.
 * Null if none does, and if the pattern is invalid (docs/decisions/0001, 0022).
 */
export function minimatchFit(pattern: string): (name: string) => Fit | null {
  const parsed = parsePattern(pattern);
  const alternatives = parsed.ok ? expand(parsed.parts).flatMap((parts) => compileAlternative(parts) ?? []) : [];
  return (name) => {
    const moved = PREFIX + fold(name).replace(SPECIALS, displace);
    return alternatives.reduce<Fit | null>(
      (best, { matcher, fit }) => ((best === null || compareFits(fit, best) < 0) && matcher.match(moved) ? fit : best),
      null,
    );
  };
}

function compileAlternative(parts: readonly PatternPart[]): { matcher: Minimatch; fit: Fit } | null {
  const glob = render(parts);
  if (glob === null) return null;
  return { matcher: new Minimatch(PREFIX + glob, OPTIONS), fit: fitOf(parts) };
}

function fitOf(parts: readonly PatternPart[]): Fit {
  const literals = parts.filter((part) => part.kind === 'literal').length;
  const wildcards = parts.filter(
    (part, index) => part.kind !== 'literal' && !(part.kind === 'star' && parts[index - 1]?.kind === 'star'),
  ).length;
  return { exact: wildcards === 0 ? 1 : 0, literals, wildcards };
}

// Null if a class contains no character, so that nothing can match.
function render(parts: readonly PatternPart[]): string | null {
  let glob = '';
  for (const part of parts) {
    const rendered = renderPart(part);
    if (rendered === null) return null;
    glob += rendered;
  }
  return glob;
}

function renderPart(part: PatternPart): string | null {
  switch (part.kind) {
    case 'literal':
      return displace(part.character);
    case 'star':
      return '*';
    case 'any':
      return '?';
    case 'class': {
      const members = part.ranges.map(renderRange).join('');
      return members === '' ? null : `[${part.negated ? '!' : ''}${members}]`;
    }
    case 'choice':
    case 'numbers':
      throw new TypeError('A choice is expanded before it is rendered.');
  }
}

// A range is cut at the moved characters, and those that it contains are added at their new places. The new places
// are cut out too: `[一-ﾟ]` contains them, but not the moved characters that are there now.
function renderRange({ from, to }: Range): string {
  const [first, last] = [codeOf(from), codeOf(to)];
  let rendered = '';
  let start = first;
  for (const [open, close] of holes) {
    rendered += between(start, Math.min(open - 1, last));
    start = Math.max(start, close + 1);
  }
  const covered = specialCodes.filter((code) => first <= code && code <= last);
  return rendered + between(start, last) + covered.map((code) => displace(String.fromCodePoint(code))).join('');
}

function between(first: number, last: number): string {
  if (first > last) return '';
  const from = String.fromCodePoint(first);
  return first === last ? from : `${from}-${String.fromCodePoint(last)}`;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

const SPECIALS = new RegExp(`[${SPECIAL.replace(/[\]\\^-]/g, '\\$&')}]`, 'g');
const specialCodes = Array.from(SPECIAL, codeOf).sort((a, b) => a - b);
const displaced = new Map(
  specialCodes.map((code) => [String.fromCodePoint(code), String.fromCodePoint(PRIVATE_USE + code)]),
);
// Characters that no class may contain: moved characters, halves of surrogate pairs, and the new places.
const holes = [...specialCodes.map((code) => [code, code] as const), [0xd800, PRIVATE_USE + 0xff] as const];

function displace(character: string): string {
  return displaced.get(character) ?? character;
}
