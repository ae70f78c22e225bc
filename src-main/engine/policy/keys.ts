import { expand, type PatternPart, sizeWrittenOut } from '../pattern/parse.ts';

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

/** What a name must satisfy for a pattern to match it: all of a list, each of them a key or, of a choice, one of its options. */
export type Need = Key | { readonly kind: 'either'; readonly options: readonly (readonly Need[])[] };

/** Up to this size alternatives are written out: a key that spans a choice tells names apart better than those beside it. */
const MOST_WRITTEN_OUT = 512;

/** The needs of a pattern by its parts; none when any name might match. Takes no time that grows with its alternatives. */
export function needsOf(parts: readonly PatternPart[]): Need[] {
  if (sizeWrittenOut(parts) > MOST_WRITTEN_OUT) return needs(parts, true, true);
  return [{ kind: 'either', options: expand(parts).map((alternative) => needs(alternative, true, true)) }];
}

// `first` and `last`: whether the parts stand at the beginning and at the end of the whole pattern.
function needs(parts: readonly PatternPart[], first: boolean, last: boolean): Need[] {
  const found: Need[] = [];
  let run = '';
  let start = 0;
  const endRun = (end: number): void => {
    const [begins, ends] = [first && start === 0, last && end === parts.length];
    if (begins && ends) found.push({ kind: 'is', text: run });
    else if (run !== '' && begins) found.push({ kind: 'begins', text: run.slice(0, LONGEST) });
    else if (run !== '' && ends) found.push({ kind: 'ends', text: run.slice(-LONGEST) });
    else if (run !== '') found.push({ kind: 'holds', text: run.slice(0, LONGEST_HELD) });
    run = '';
    start = end + 1;
  };
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'literal') {
      run += part.character;
      continue;
    }
    endRun(index);
    if (part.kind === 'choice') {
      const [begins, ends] = [first && index === 0, last && index === parts.length - 1];
      found.push({ kind: 'either', options: part.options.map((option) => needs(option, begins, ends)) });
    }
  }
  endRun(parts.length);
  return found;
}

/** Calls `each` for every key among needs. */
export function forEachKey(needs: readonly Need[], each: (key: Key) => void): void {
  for (const need of needs)
    if (need.kind !== 'either') each(need);
    else for (const option of need.options) forEachKey(option, each);
}

/** Keys of which a name that matches satisfies at least one, and how many stand under those. */
export interface Chosen {
  readonly keys: readonly Key[];
  readonly crowd: number;
}

/** Of the needs the one under whose keys the fewest stand, as `crowdOf` counts them; null when there is no such need. */
export function rarest(needs: readonly Need[], crowdOf: (key: Key) => number): Chosen | null {
  let best: Chosen | null = null;
  for (const need of needs) {
    const found = need.kind === 'either' ? rarestOfEach(need.options, crowdOf) : { keys: [need], crowd: crowdOf(need) };
    if (found && (best === null || found.crowd < best.crowd)) best = found;
  }
  return best;
}

function rarestOfEach(options: readonly (readonly Need[])[], crowdOf: (key: Key) => number): Chosen | null {
  const keys: Key[] = [];
  let crowd = 0;
  for (const option of options) {
    const found = rarest(option, crowdOf);
    if (!found) return null;
    keys.push(...found.keys);
    crowd += found.crowd;
  }
  return { keys, crowd };
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
