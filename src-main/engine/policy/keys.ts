import type { Part } from '../pattern/parse.ts';

/**
 * What a folded name must be (`is`), begin with, end with or hold for an alternative of a pattern to match it. Keys but `is` are cut to
 * {@link LONGEST} units of UTF-16: a piece of what is needed is needed, too.
 */
export interface Key {
  readonly kind: 'is' | 'begins' | 'ends' | 'holds';
  readonly text: string;
}

/** Longest key by which a part of a name is looked up, and longest one that may stand anywhere in it. */
const LONGEST = 24;
const LONGEST_HELD = 8;

/** The keys of an alternative; none when it has no character of its own. Its parts are folded, and no choices. */
export function keysOf(parts: readonly Part[]): Key[] {
  const runs = runsOf(parts);
  const [first = '', last = ''] = [runs[0], runs.at(-1)];
  if (runs.length === 1 && parts.every((part) => part.kind === 'literal')) return [{ kind: 'is', text: first }];
  const keys: Key[] = [];
  if (first !== '') keys.push({ kind: 'begins', text: first.slice(0, LONGEST) });
  if (last !== '') keys.push({ kind: 'ends', text: last.slice(-LONGEST) });
  for (const run of runs.slice(1, -1)) if (run !== '') keys.push({ kind: 'holds', text: run.slice(0, LONGEST_HELD) });
  return keys;
}

// What stands before, between and after the wildcards; the first and the last may be empty.
function runsOf(parts: readonly Part[]): string[] {
  const runs: string[] = [];
  let run = '';
  for (const part of parts) {
    if (part.kind === 'literal') run += part.character;
    else {
      runs.push(run);
      run = '';
    }
  }
  return [...runs, run];
}

/** Whatever stands under keys, found by names. */
export interface KeyIndex {
  /** Takes note that something could stand under a key. */
  count(key: Key): void;
  countOf(key: Key): number;
  add(key: Key, place: number): void;
  /** Adds all that stands under a key of a folded name. */
  collect(name: string, places: Set<number>): void;
}

type Places = Map<string, number[]>;

/** An index of keys; what is cut out of a name to look it up is of those lengths only that some key has. */
export function keyIndex(): KeyIndex {
  const counts = { is: new Map(), begins: new Map(), ends: new Map(), holds: new Map() } as const satisfies Record<
    Key['kind'],
    Map<string, number>
  >;
  const exact: Places = new Map();
  const byLength = { begins: new Map<number, Places>(), ends: new Map(), holds: new Map() } as const satisfies Record<
    Exclude<Key['kind'], 'is'>,
    Map<number, Places>
  >;
  const placesOf = ({ kind, text }: Key): Places => {
    if (kind === 'is') return exact;
    const places = byLength[kind].get(text.length) ?? new Map();
    byLength[kind].set(text.length, places);
    return places;
  };
  return {
    count({ kind, text }) {
      counts[kind].set(text, (counts[kind].get(text) ?? 0) + 1);
    },
    countOf: ({ kind, text }) => counts[kind].get(text) ?? 0,
    add(key, place) {
      const places = placesOf(key);
      const there = places.get(key.text);
      if (there) there.push(place);
      else places.set(key.text, [place]);
    },
    collect(name, found) {
      const take = (places: readonly number[] | undefined): void => {
        if (places) for (const place of places) found.add(place);
      };
      take(exact.get(name));
      for (const [length, places] of byLength.begins)
        if (length <= name.length) take(places.get(name.slice(0, length)));
      for (const [length, places] of byLength.ends) if (length <= name.length) take(places.get(name.slice(-length)));
      for (const [length, places] of byLength.holds)
        for (let at = 0; at + length <= name.length; at += 1) take(places.get(name.slice(at, at + length)));
    },
  };
}
