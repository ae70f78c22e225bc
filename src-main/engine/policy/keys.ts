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

/** A condition that a name must meet for a pattern to match: a key, or all needs of one option of a choice. */
export type Need = Key | { readonly kind: 'either'; readonly options: readonly (readonly Need[])[] };

/** Up to this size alternatives are expanded: a key across a choice is more selective than keys beside it. */
const MOST_WRITTEN_OUT = 512;

/** The needs of a pattern; none when any name might match. The time does not grow with the number of alternatives. */
export function needsOf(parts: readonly PatternPart[]): Need[] {
  if (sizeWrittenOut(parts) > MOST_WRITTEN_OUT) return needs(parts, true, true);
  return [{ kind: 'either', options: expand(parts).map((alternative) => needs(alternative, true, true)) }];
}

// `first` and `last`: whether the parts begin and end the whole pattern.
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

/** Keys of which every matching name has at least one, and how many entries they lead to. */
export interface ChosenKeys {
  readonly keys: readonly Key[];
  readonly crowd: number;
}

/** The keys of the need that leads to the fewest entries, counted by `crowdOf`; null without needs. */
export function rarest(needs: readonly Need[], crowdOf: (key: Key) => number): ChosenKeys | null {
  let best: ChosenKeys | null = null;
  for (const need of needs) {
    const found = need.kind === 'either' ? rarestOfEach(need.options, crowdOf) : { keys: [need], crowd: crowdOf(need) };
    if (found && (best === null || found.crowd < best.crowd)) best = found;
  }
  return best;
}

function rarestOfEach(options: readonly (readonly Need[])[], crowdOf: (key: Key) => number): ChosenKeys | null {
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

/** An index from keys to numbered entries, searched by names. */
export interface KeyIndex {
  /** Counts a possible entry of a key. */
  count(key: Key): void;
  countOf(key: Key): number;
  add(key: Key, place: number): void;
  /** Adds the entries of all keys of a folded name. */
  collect(name: string, places: Set<number>): void;
}

type Places = Map<string, number[]>;

/** An index of keys. A lookup cuts only pieces of lengths that some key has. */
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
